using System.Runtime.CompilerServices;
using ImageFactory.Formats.Compression;
using ImageFactory.Formats.Tar;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Content;

/// <summary>The files of an image as its layers leave them, in one pass and with little memory.</summary>
public static class ImageFiles
{
    // Deflate cannot do better than 1032:1; what does is made to fill a disk.
    private static readonly DecompressionLimits LayerLimits = new() { MaxBytes = 16L * 1024 * 1024 * 1024, MaxRatio = 1100 };

    private static readonly TarLimits ArchiveLimits = new();

    /// <summary>
    /// Reads an image's files. The topmost layer comes first, so that what it covers below is never read out: within a layer the
    /// order is that of its archive, and a path that a layer has twice comes twice, the later one counting. A hard link may name a
    /// file that comes later. A layer is known to be undamaged when it has been read to its end: whoever stops before the last
    /// file, or uses a file before the last one has come, has unverified bytes.
    /// </summary>
    /// <exception cref="RegistryException">The source cannot answer or lacks a layer.</exception>
    /// <exception cref="InvalidDataException">A layer is damaged, too large, or no archive of files.</exception>
    public static async IAsyncEnumerable<ImageFile> ReadAsync(
        IContentSource source, Image image, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cover = new LayerCover();
        foreach (var layer in image.Manifest.Layers.Reverse())
        {
            await using var blob = await source.OpenBlobAsync(image.Repository, layer, cancellationToken);
            await using var archive = Decompression.Open(blob, CompressionOf(layer), LayerLimits, leaveOpen: true);
            using var tar = new TarReader(archive, ArchiveLimits);
            while (await tar.NextAsync(cancellationToken) is { } entry)
            {
                if (cover.Add(entry.Path, entry.Type == TarEntryType.Directory))
                {
                    yield return new ImageFile(entry, tar.Content);
                }
            }

            // What is behind the archive's end belongs to the layer's digest too.
            await archive.CopyToAsync(Stream.Null, cancellationToken);
            await blob.CopyToAsync(Stream.Null, cancellationToken);
            cover.EndLayer();
        }
    }

    private static CompressionKind CompressionOf(Descriptor layer) => layer.MediaType switch
    {
        MediaTypes.LayerTar => CompressionKind.None,
        MediaTypes.LayerTarGzip or MediaTypes.DockerLayerTarGzip => CompressionKind.Gzip,
        MediaTypes.LayerTarZstd => CompressionKind.Zstd,
        _ => throw new InvalidDataException($"The layer {layer.Digest} is of the type '{layer.MediaType}', not an archive of files."),
    };
}
