using System.Collections.Concurrent;
using ImageFactory.Formats.Compression.Composed;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Testing;

/// <summary>Compressed segments in memory.</summary>
public sealed class MemorySegments : ISegmentStore
{
    private readonly ConcurrentDictionary<SegmentKey, Lazy<Task<CompressedSegment>>> _segments = new();
    private readonly MemoryBlobs _blobs;

    /// <summary>Segments whose bytes become blobs of <paramref name="blobs"/>.</summary>
    public MemorySegments(MemoryBlobs blobs) => _blobs = blobs;

    /// <summary>What is kept.</summary>
    public IReadOnlyCollection<SegmentKey> Keys => [.. _segments.Keys];

    /// <inheritdoc/>
    public Task<CompressedSegment> GetOrAddAsync(SegmentKey key, SegmentWriter compress, CancellationToken cancellationToken) =>
        _segments.GetOrAdd(key, _ => new Lazy<Task<CompressedSegment>>(() => MakeAsync(compress, cancellationToken))).Value;

    private async Task<CompressedSegment> MakeAsync(SegmentWriter compress, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var note = await compress(bytes, cancellationToken);
        return new CompressedSegment(note, _blobs.Add(bytes.ToArray()));
    }
}
