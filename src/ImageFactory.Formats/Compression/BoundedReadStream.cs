using ImageFactory.Formats.Archives;

namespace ImageFactory.Formats.Compression;

/// <summary>Content that was compressed, up to a limit of size and ratio.</summary>
internal sealed class BoundedReadStream : ForwardReadStream
{
    // Short content may be all zeros, say: a ratio only means something for long content.
    private const long FreeOfRatio = 1024 * 1024;

    private readonly Stream _source;
    private readonly CountingReadStream _compressed;
    private readonly Stream _content;
    private readonly DecompressionLimits _limits;
    private readonly bool _leaveOpen;
    private long _length;

    /// <param name="source">What is disposed at the end, unless <paramref name="leaveOpen"/>.</param>
    /// <param name="compressed">The view of the source that <paramref name="content"/> reads.</param>
    public BoundedReadStream(
        Stream source, CountingReadStream compressed, Stream content, DecompressionLimits limits, bool leaveOpen)
    {
        _source = source;
        _compressed = compressed;
        _content = content;
        _limits = limits;
        _leaveOpen = leaveOpen;
    }

    public override int Read(Span<byte> buffer) => Admit(_content.Read(buffer), buffer.Length);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Admit(await _content.ReadAsync(buffer, cancellationToken), buffer.Length);

    public override async ValueTask DisposeAsync()
    {
        await _content.DisposeAsync();
        if (!_leaveOpen)
        {
            await _source.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
            if (!_leaveOpen)
            {
                _source.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    private int Admit(int count, int asked)
    {
        if (count == 0 && asked > 0 && _compressed.Count == 0 && !ReferenceEquals(_content, _compressed))
        {
            throw new InvalidDataException("The compressed data is empty.");
        }

        _length += count;
        if (_length > _limits.MaxBytes)
        {
            throw new InvalidDataException($"The content is longer than the limit of {_limits.MaxBytes} bytes.");
        }

        if (_length > FreeOfRatio && _length / _limits.MaxRatio > _compressed.Count)
        {
            throw new InvalidDataException(
                $"{_compressed.Count} compressed bytes became more than {_limits.MaxRatio} times as many, which is the limit.");
        }

        return count;
    }
}
