using System.Text;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Tar;
using ImageFactory.Oci.Documents;
using ImageFactory.Oci.Layout;

namespace ImageFactory.Testing;

/// <summary>Small image caches, as <c>talosctl image cache-create</c> makes them.</summary>
public static class MiniCache
{
    private const string Registry = "manifests/registry.example_5000_/group/team/project/image";

    /// <summary>The files of a cache with one image: manifest, configuration and a layer.</summary>
    public static IReadOnlyList<TarMember> Files { get; } = FilesOf(layerLength: 3_000_001);

    /// <summary>The files of a cache whose layer is so long.</summary>
    public static IReadOnlyList<TarMember> FilesOf(int layerLength)
    {
        var config = "{\"architecture\": \"amd64\"}"u8.ToArray();
        var layer = Enumerable.Range(0, layerLength).Select(number => (byte)(number * 31 >> 5)).ToArray();
        var manifest = Encoding.ASCII.GetBytes($"{{\"config\": \"{Digest.OfBytes(config)}\", \"layers\": [\"{Digest.OfBytes(layer)}\"]}}");
        return
        [
            MiniImage.File($"blob/sha256-{Digest.OfBytes(config).Hex}", config),
            MiniImage.File($"blob/sha256-{Digest.OfBytes(layer).Hex}", layer),
            MiniImage.File($"{Registry}/digest/sha256-{Digest.OfBytes(manifest).Hex}", manifest),
            MiniImage.File($"{Registry}/reference/v1.2.3", manifest),
            MiniImage.File("manifests/docker.io/library/empty/reference/latest", []),
        ];
    }

    /// <summary>Writes an image layout with one image of one layer, which says that it is for amd64.</summary>
    public static async Task<string> WriteLayoutAsync(string directory, IEnumerable<TarMember> files)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var layout = await LayoutWriter.OpenAsync(directory, cancellation);
        await using var tar = new ExtentStream(TarImage.Map(files), new MemoryBlobs());
        var layer = await layout.PutLayerAsync(tar, LayerCompression.Gzip, cancellation);
        var image = await layout.PutImageAsync(new ImageConfig { Architecture = "amd64", Os = "linux", RootFs = RootFs.None }, [layer], cancellation);
        layout.Tag(Oci.Reference.Parse("image-cache:latest"), image);
        await layout.FinishAsync(cancellation);
        return directory;
    }

    /// <summary>Writes the files into a directory.</summary>
    public static async Task<string> WriteDirectoryAsync(string directory, IEnumerable<TarMember> files)
    {
        foreach (var file in files)
        {
            var path = Path.Combine(directory, file.Entry.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await MapBytes.WriteAsync(file.Content, path);
        }

        return directory;
    }
}
