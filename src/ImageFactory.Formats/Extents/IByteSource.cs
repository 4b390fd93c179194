namespace ImageFactory.Formats.Extents;

/// <summary>Random access to the bytes of one open blob. Reads may overlap.</summary>
public interface IByteSource : IAsyncDisposable
{
    /// <summary>Length in bytes.</summary>
    long Length { get; }

    /// <summary>
    /// Reads some bytes at <paramref name="offset"/>: at least one, unless the buffer is empty or the offset is at the end.
    /// </summary>
    ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken);
}
