using System.Collections.ObjectModel;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Layout;

/// <summary>
/// Writes an image layout directory (image specification, image-layout.md). Blobs are written beside their place and renamed when
/// their digest is known; tags become visible together in <see cref="FinishAsync"/>. The same content gives the same files,
/// whatever the order it came in. One writer at a time may be open on a directory; it may be used by several threads.
/// </summary>
public sealed class LayoutWriter
{
    private readonly string _directory;
    private readonly SortedDictionary<string, Descriptor> _tags = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private long _number;

    private LayoutWriter(string directory) => _directory = directory;

    /// <summary>Starts to write; what the directory's layout has already stays in it.</summary>
    /// <exception cref="InvalidDataException">The directory has an <c>index.json</c> that is not an index.</exception>
    public static async Task<LayoutWriter> OpenAsync(string directory, CancellationToken cancellationToken)
    {
        var writer = new LayoutWriter(directory);
        if (Directory.Exists(LayoutPaths.Unfinished(directory)))
        {
            Directory.Delete(LayoutPaths.Unfinished(directory), recursive: true);
        }

        Directory.CreateDirectory(LayoutPaths.Unfinished(directory));
        if (File.Exists(LayoutPaths.Index(directory)))
        {
            writer.Keep(await LayoutIndex.ReadAsync(directory, cancellationToken));
        }

        return writer;
    }

    /// <summary>A blob that is written piece by piece.</summary>
    public LayoutBlobWriter CreateBlob() => LayoutBlobWriter.Create(_directory, Interlocked.Increment(ref _number));

    /// <summary>Puts all of a stream.</summary>
    public async Task<Descriptor> PutBlobAsync(Stream content, string mediaType, CancellationToken cancellationToken)
    {
        await using var blob = CreateBlob();
        await content.CopyToAsync(blob, cancellationToken);
        return await blob.CompleteAsync(mediaType, cancellationToken);
    }

    /// <summary>Puts bytes.</summary>
    public async Task<Descriptor> PutBytesAsync(ReadOnlyMemory<byte> content, string mediaType, CancellationToken cancellationToken)
    {
        await using var blob = CreateBlob();
        await blob.WriteAsync(content, cancellationToken);
        return await blob.CompleteAsync(mediaType, cancellationToken);
    }

    /// <summary>Names a manifest or index, in place of what had the name before.</summary>
    /// <exception cref="ArgumentException">The reference has a host or a digest, or no tag.</exception>
    public void Tag(Reference reference, Descriptor manifest)
    {
        if (reference is not { Host: null, Tag: not null, Digest: null })
        {
            throw new ArgumentException($"'{reference}' cannot be a name in a layout; expected 'repository:tag'.", nameof(reference));
        }

        SetTag(reference.ToString(), manifest);
    }

    /// <summary>Makes the tags visible.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        ImageIndex index;
        lock (_lock)
        {
            index = new ImageIndex { MediaType = MediaTypes.ImageIndex, Manifests = [.. _tags.Values] };
        }

        var marker = new LayoutMarker { ImageLayoutVersion = LayoutPaths.Version };
        await WriteFileAsync(LayoutPaths.Marker(_directory), marker.ToBytes(), cancellationToken);
        await WriteFileAsync(LayoutPaths.Index(_directory), index.ToBytes(), cancellationToken);
        Directory.Delete(LayoutPaths.Unfinished(_directory));
    }

    private void Keep(ImageIndex index)
    {
        foreach (var entry in index.Manifests)
        {
            // Entries without a name are kept under their digest, which no name can be.
            SetTag(entry.Annotations?.GetValueOrDefault(LayoutPaths.RefName), entry);
        }
    }

    private void SetTag(string? name, Descriptor manifest)
    {
        var annotations = new Dictionary<string, string>(manifest.Annotations ?? ReadOnlyDictionary<string, string>.Empty, StringComparer.Ordinal);
        if (name is not null)
        {
            annotations[LayoutPaths.RefName] = name;
        }

        lock (_lock)
        {
            _tags[name ?? manifest.Digest.ToString()] =
                manifest with { Annotations = annotations.Count == 0 ? null : annotations };
        }
    }

    private async Task WriteFileAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        var beside = Path.Combine(LayoutPaths.Unfinished(_directory), Path.GetFileName(path));
        await File.WriteAllBytesAsync(beside, content, cancellationToken);
        File.Move(beside, path, overwrite: true);
    }
}
