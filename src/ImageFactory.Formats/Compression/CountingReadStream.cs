using ImageFactory.Formats.Archives;

namespace ImageFactory.Formats.Compression;

/// <summary>Counts what is read of a stream. It does not own that stream.</summary>
internal sealed class CountingReadStream : ForwardReadStream
{
    private readonly Stream _source;

    public CountingReadStream(Stream source) => _source = source;

    /// <summary>Bytes read so far.</summary>
    public long Count { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        var count = _source.Read(buffer);
        Count += count;
        return count;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await _source.ReadAsync(buffer, cancellationToken);
        Count += count;
        return count;
    }
}
