using System.Collections.Concurrent;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Store;
using ImageFactory.Formats.Compression.Composed;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Build;

/// <summary>
/// Compresses images into streams of segments that are kept: what two images share is compressed once. Segments that were made before a
/// restart are decompressed once before they are used.
/// </summary>
public sealed class ImageCompression
{
    private readonly StoredMaps _segments;
    private readonly BlobStore _blobs;
    private readonly Admission _admission;
    private readonly ConcurrentDictionary<string, bool> _verified = new(StringComparer.Ordinal);

    /// <summary>Compression with segments and blobs of a store.</summary>
    public ImageCompression(StoredMaps segments, BlobStore blobs, Admission admission)
    {
        _segments = segments;
        _blobs = blobs;
        _admission = admission;
    }

    /// <summary>The compressed stream of an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="options">How it is compressed.</param>
    /// <param name="isConfidential">Whether what is new in it is encrypted in the store.</param>
    /// <param name="subject">The asset, for people.</param>
    /// <param name="progress">Who is told.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="FactoryException">The store cannot keep a segment, or the factory has too much to do.</exception>
    public Task<ExtentMap> ComposeAsync(
        ExtentMap image,
        ComposedOptions options,
        bool isConfidential,
        string subject,
        IProgress<BuildProgress> progress,
        CancellationToken cancellationToken) =>
        ComposedCompression.ComposeAsync(
            image, options, new SegmentStore(this, options, isConfidential), _blobs, new Compressed(subject, image.Length, progress), cancellationToken);

    private async Task<CompressedSegment> GetOrAddAsync(
        SegmentKey key, ComposedOptions options, bool isConfidential, SegmentWriter compress, CancellationToken cancellationToken)
    {
        return SegmentOf(await _segments.GetOrMakeAsync(key.Hash, MakeAsync, IsSoundAsync, cancellationToken));

        async Task<NotedMap> MakeAsync(CancellationToken cancellation)
        {
            using var place = await _admission.EnterAsync(options.MemoryOfSegment, cancellation);
            await using var blob = await _blobs.CreateAsync(isConfidential, cancellation);
            var note = await compress(blob, cancellation);
            var stored = await blob.CompleteAsync(cancellation);
            _verified[key.Hash] = true;
            return new NotedMap(note.ToBytes(), ExtentMap.OfBlob(stored.Digest, stored.Length));
        }

        async Task<bool> IsSoundAsync(NotedMap kept, CancellationToken cancellation)
        {
            if (_verified.ContainsKey(key.Hash))
            {
                return true;
            }

            using var place = await _admission.EnterAsync(options.MemoryOfSegment, cancellation);
            if (!await ComposedCompression.IsSoundAsync(SegmentOf(kept), options, _blobs, cancellation))
            {
                return false;
            }

            _verified[key.Hash] = true;
            return true;
        }
    }

    private static CompressedSegment SegmentOf(NotedMap kept) => new(SegmentNote.Read(kept.Note.Span), kept.Map);

    private sealed class SegmentStore(ImageCompression compression, ComposedOptions options, bool isConfidential) : ISegmentStore
    {
        public Task<CompressedSegment> GetOrAddAsync(SegmentKey key, SegmentWriter compress, CancellationToken cancellationToken) =>
            compression.GetOrAddAsync(key, options, isConfidential, compress, cancellationToken);
    }

    private sealed class Compressed(string subject, long total, IProgress<BuildProgress> progress) : IProgress<long>
    {
        public void Report(long value) => progress.Report(new BuildProgress(BuildStage.Compress, subject, value, total));
    }
}
