using ImageFactory.Formats.Extents;
using ImageFactory.Oci;
using ImageFactory.Oci.Documents;
using ImageFactory.Oci.Layout;
using ImageFactory.Sample.Files;

namespace ImageFactory.Sample.Images;

/// <summary>Puts layers and images into the layout.</summary>
internal sealed class ImagePublisher(LayoutWriter layout, ScratchStore store)
{
    private const string Linux = "linux";

    /// <summary>Puts a tree as a layer.</summary>
    public async Task<Layer> PutLayerAsync(FileTree tree, CancellationToken cancellationToken)
    {
        await using var tar = store.Open(TarArchives.Map(tree));
        return await layout.PutLayerAsync(tar, LayerCompression.Gzip, cancellationToken);
    }

    /// <summary>Tags an index with an image for each processor; the digest is that of the index.</summary>
    public async Task<Digest> PublishAsync(
        string name, RuntimeConfig? config, IReadOnlyDictionary<string, IReadOnlyList<Layer>> layers, CancellationToken cancellationToken)
    {
        var images = new List<Descriptor>();
        foreach (var (architecture, ofArchitecture) in layers)
        {
            images.Add(await layout.PutImageAsync(ConfigOf(architecture, config), ofArchitecture, cancellationToken));
        }

        var index = await layout.PutIndexAsync(images, cancellationToken);
        layout.Tag(Reference.Parse(name), index);
        return index.Digest;
    }

    /// <summary>Tags a single image that only carries files.</summary>
    public async Task PublishFilesAsync(string name, FileTree files, CancellationToken cancellationToken)
    {
        var layer = await PutLayerAsync(files, cancellationToken);
        layout.Tag(Reference.Parse(name), await layout.PutImageAsync(ConfigOf("amd64", config: null), [layer], cancellationToken));
    }

    private static ImageConfig ConfigOf(string architecture, RuntimeConfig? config) => new()
    {
        Created = DateTimeOffset.FromUnixTimeSeconds(SampleTime.Seconds),
        Architecture = architecture,
        Os = Linux,
        Config = config,
        RootFs = RootFs.None,
    };
}
