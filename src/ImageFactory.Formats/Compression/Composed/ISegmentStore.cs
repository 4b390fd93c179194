namespace ImageFactory.Formats.Compression.Composed;

/// <summary>Where compressed segments are kept, so that the next image that has the same content in it takes them as they are.</summary>
public interface ISegmentStore
{
    /// <summary>The segment that is kept under a key, or a new one, which is then kept. Called by several threads at once.</summary>
    /// <param name="compress">Makes the segment; it may go on when the caller has given up, and takes up to <see cref="ComposedOptions.MemoryOfSegment"/>.</param>
    Task<CompressedSegment> GetOrAddAsync(SegmentKey key, SegmentWriter compress, CancellationToken cancellationToken);
}
