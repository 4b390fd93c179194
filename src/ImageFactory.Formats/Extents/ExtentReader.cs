namespace ImageFactory.Formats.Extents;

/// <summary>
/// Reads the bytes of a map at any offset. Keeps the last few blobs open; not for use by several threads at once.
/// </summary>
public sealed class ExtentReader : IAsyncDisposable
{
    private const int OpenBlobs = 8;

    private readonly IBlobSource _blobs;
    private readonly List<(Digest Digest, IByteSource Bytes)> _open = [];

    /// <summary>A reader of <paramref name="map"/> that finds blobs in <paramref name="blobs"/>.</summary>
    public ExtentReader(ExtentMap map, IBlobSource blobs)
    {
        Map = map;
        _blobs = blobs;
    }

    /// <summary>The map that is read.</summary>
    public ExtentMap Map { get; }

    /// <summary>A reader of another map with blobs of the same place.</summary>
    internal ExtentReader Of(ExtentMap map) => new(map, _blobs);

    /// <summary>Reads some bytes at <paramref name="offset"/>: at least one, unless the buffer is empty or the offset is at the end.</summary>
    /// <exception cref="FileNotFoundException">A blob is not there.</exception>
    /// <exception cref="InvalidDataException">A blob is shorter than the map says.</exception>
    public async ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        if (buffer.IsEmpty || offset >= Map.Length)
        {
            return 0;
        }

        var extent = Map.Extents[Map.IndexOf(offset)];
        var skipped = offset - extent.Offset;
        var count = (int)Math.Min(buffer.Length, extent.Length - skipped);
        return await ReadSourceAsync(extent.Source, skipped, buffer[..count], cancellationToken);
    }

    /// <summary>Fills the buffer with the bytes from <paramref name="offset"/> on.</summary>
    /// <exception cref="EndOfStreamException">The map ends before the buffer is full.</exception>
    public async ValueTask ReadExactlyAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (!buffer.IsEmpty)
        {
            var count = await ReadAsync(offset, buffer, cancellationToken);
            if (count == 0)
            {
                throw new EndOfStreamException($"The map ends at byte {Map.Length}, {buffer.Length} bytes too early.");
            }

            offset += count;
            buffer = buffer[count..];
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var (_, bytes) in _open)
        {
            await bytes.DisposeAsync();
        }

        _open.Clear();
    }

    private async ValueTask<int> ReadSourceAsync(
        ExtentSource source, long skipped, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        switch (source)
        {
            case ZeroSource:
                buffer.Span.Clear();
                return buffer.Length;
            case InlineSource inline:
                inline.Bytes.Slice((int)skipped, buffer.Length).CopyTo(buffer);
                return buffer.Length;
            case ComputedSource computed:
                computed.Content.Read(computed.Offset + skipped, buffer.Span);
                return buffer.Length;
            case BlobSource blob:
                return await ReadBlobAsync(blob, skipped, buffer, cancellationToken);
            default:
                throw new InvalidOperationException($"Unknown extent source {source.GetType().Name}.");
        }
    }

    private async ValueTask<int> ReadBlobAsync(
        BlobSource source, long skipped, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var bytes = await OpenAsync(source.Blob, cancellationToken);
        var count = await bytes.ReadAsync(source.Offset + skipped, buffer, cancellationToken);
        return count > 0
            ? count
            : throw new InvalidDataException($"Blob {source.Blob} ends at byte {bytes.Length}, before what the map shows of it.");
    }

    private async ValueTask<IByteSource> OpenAsync(Digest digest, CancellationToken cancellationToken)
    {
        var index = _open.FindIndex(open => open.Digest == digest);
        if (index >= 0)
        {
            var found = _open[index];
            _open.RemoveAt(index);
            _open.Add(found);
            return found.Bytes;
        }

        var opened = await _blobs.OpenAsync(digest, cancellationToken);
        _open.Add((digest, opened));
        if (_open.Count > OpenBlobs)
        {
            var oldest = _open[0];
            _open.RemoveAt(0);
            await oldest.Bytes.DisposeAsync();
        }

        return opened;
    }
}
