using ImageFactory.Formats.Compression;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Layout;

/// <summary>Puts layers, images and indexes into a layout.</summary>
public static class ImageWriter
{
    private const int BufferSize = 128 * 1024;

    // Fixed: the digest of a layer depends on it.
    private const int GzipLevel = 6;

    /// <summary>Puts a tar archive as a layer, in one pass.</summary>
    public static async Task<Layer> PutLayerAsync(
        this LayoutWriter layout, Stream tar, LayerCompression compression, CancellationToken cancellationToken)
    {
        await using var blob = layout.CreateBlob();
        if (compression == LayerCompression.None)
        {
            await tar.CopyToAsync(blob, BufferSize, cancellationToken);
            return new Layer(await blob.CompleteAsync(MediaTypes.LayerTar, cancellationToken), blob.ComputeDigest());
        }

        var options = new GzipOptions { Level = GzipLevel, Threads = Environment.ProcessorCount };
        await using var gzip = new GzipCompressStream(blob, options, leaveOpen: true);
        await using var uncompressed = new HashingStream(gzip);
        await tar.CopyToAsync(uncompressed, BufferSize, cancellationToken);
        await gzip.CompleteAsync(cancellationToken);
        var descriptor = await blob.CompleteAsync(MediaTypes.LayerTarGzip, cancellationToken);
        return new Layer(descriptor, uncompressed.ComputeDigest());
    }

    /// <summary>
    /// Puts an image of these layers, the lowest first. The configuration's own list of layers is replaced. The descriptor states
    /// the platform, as an index needs it.
    /// </summary>
    public static async Task<Descriptor> PutImageAsync(
        this LayoutWriter layout, ImageConfig config, IReadOnlyList<Layer> layers, CancellationToken cancellationToken)
    {
        var complete = config with { RootFs = new RootFs { DiffIds = [.. layers.Select(layer => layer.DiffId)] } };
        var manifest = new Manifest
        {
            MediaType = MediaTypes.ImageManifest,
            Config = await layout.PutBytesAsync(complete.ToBytes(), MediaTypes.ImageConfig, cancellationToken),
            Layers = [.. layers.Select(layer => layer.Descriptor)],
        };
        var descriptor = await layout.PutBytesAsync(manifest.ToBytes(), MediaTypes.ImageManifest, cancellationToken);
        return descriptor with { Platform = new Platform { Architecture = config.Architecture, Os = config.Os } };
    }

    /// <summary>Puts an index of images.</summary>
    public static Task<Descriptor> PutIndexAsync(
        this LayoutWriter layout, IReadOnlyList<Descriptor> images, CancellationToken cancellationToken) =>
        layout.PutBytesAsync(
            new ImageIndex { MediaType = MediaTypes.ImageIndex, Manifests = images }.ToBytes(), MediaTypes.ImageIndex, cancellationToken);
}
