using System.Text;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Tar;
using ImageFactory.Oci;
using ImageFactory.Oci.Documents;
using ImageFactory.Oci.Layout;

namespace ImageFactory.Testing;

/// <summary>Small images of one layer, the same for each architecture.</summary>
public static class MiniImage
{
    private const int Time = 1_700_000_000;
    private const int FileMode = 0b110_100_100;

    /// <summary>A file for root.</summary>
    public static TarMember File(string path, string content) => File(path, Encoding.Latin1.GetBytes(content));

    /// <summary>A file for root.</summary>
    public static TarMember File(string path, byte[] content) => new(Entry(path, TarEntryType.File), ExtentMap.OfBytes(content));

    /// <summary>What has no content; the link target is empty unless it is set.</summary>
    public static TarMember Special(string path, TarEntryType type, string target = "") =>
        new(Entry(path, type) with { LinkTarget = target }, ExtentMap.Empty);

    /// <summary>The manifest of an extension.</summary>
    public static TarMember Manifest(string name) => Manifest(name, ">= v1.0.0");

    /// <summary>The manifest of an extension that works with some versions of Talos.</summary>
    public static TarMember Manifest(string name, string versions) => File(
        "manifest.yaml",
        $"""
        version: v1alpha1
        metadata:
          name: {name}
          version: 1.0.0
          author: Tests
          description: The extension {name}
          compatibility:
            talos:
              version: "{versions}"

        """);

    /// <summary>Puts an image with these members into a layout and returns the digest of its index.</summary>
    public static async Task<Digest> PutAsync(
        LayoutWriter layout, string tag, IEnumerable<TarMember> members, CancellationToken cancellationToken)
    {
        await using var tar = new ExtentStream(TarImage.Map(members), new MemoryBlobs());
        return await PutLayerAsync(layout, tag, tar, cancellationToken);
    }

    /// <summary>Puts an image with this archive as its layer into a layout and returns the digest of its index.</summary>
    public static async Task<Digest> PutLayerAsync(LayoutWriter layout, string tag, Stream archive, CancellationToken cancellationToken)
    {
        var layer = await layout.PutLayerAsync(archive, LayerCompression.Gzip, cancellationToken);
        var images = new List<Descriptor>();
        foreach (var architecture in new[] { "amd64", "arm64" })
        {
            var config = new ImageConfig { Architecture = architecture, Os = "linux", RootFs = RootFs.None };
            images.Add(await layout.PutImageAsync(config, [layer], cancellationToken));
        }

        var index = await layout.PutIndexAsync(images, cancellationToken);
        layout.Tag(Reference.Parse(tag), index);
        return index.Digest;
    }

    private static TarEntry Entry(string path, TarEntryType type) =>
        new() { Path = path, Type = type, Mode = FileMode, ModificationTime = Time, Uid = 1000, Gid = 1000 };
}
