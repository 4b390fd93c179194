using ImageFactory.Formats.Compression.Native;

namespace ImageFactory.Formats.Compression;

/// <summary>
/// A stream that compresses what is written to it. The bytes depend on the content and the options only, never on how it was cut
/// into writes. The output is complete after <see cref="CompleteAsync"/>; a stream that is disposed without it, as after a
/// failure, leaves output that every reader refuses. Not for use by several threads at once.
/// </summary>
public abstract class CompressStream : Stream
{
    private readonly Stream _destination;
    private readonly IStreamCoder _encoder;
    private readonly bool _leaveOpen;
    private readonly PinnedBuffer _input = new();
    private readonly PinnedBuffer _output = new();
    private bool _completed;

    private protected CompressStream(Stream destination, IStreamCoder encoder, bool leaveOpen)
    {
        _destination = destination;
        _encoder = encoder;
        _leaveOpen = leaveOpen;
    }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => !_completed;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException("A compressed stream has no known length.");

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException("A compressed stream has no position.");
        set => throw new NotSupportedException("A compressed stream has no position.");
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            var step = Feed(buffer.Span);
            buffer = buffer[step.Consumed..];
            await _destination.WriteAsync(_output.Memory[..step.Produced], cancellationToken);
        }
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var step = Feed(buffer);
            buffer = buffer[step.Consumed..];
            _destination.Write(_output.Memory.Span[..step.Produced]);
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Ends the content and writes out what is left of it, but does not close the stream below.</summary>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        while (!_completed)
        {
            var step = _encoder.Code(_input.Run(0, 0), _output.Run(0, PinnedBuffer.DefaultSize), last: true);
            await _destination.WriteAsync(_output.Memory[..step.Produced], cancellationToken);
            _completed = step.Finished;
        }
    }

    /// <summary>Does nothing: a flush in the middle would change the bytes.</summary>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("The stream is only written.");

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("The stream is only written.");

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException("The stream is only written.");

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        _encoder.Dispose();
        if (!_leaveOpen)
        {
            await _destination.DisposeAsync();
        }

        GC.SuppressFinalize(this);
        await base.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _encoder.Dispose();
            if (!_leaveOpen)
            {
                _destination.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    // Content is never handed over together with the end of it: zstd takes another path for content that comes in one piece.
    private CoderStep Feed(ReadOnlySpan<byte> content)
    {
        if (_completed)
        {
            throw new InvalidOperationException("The compressed stream is complete.");
        }

        var count = Math.Min(content.Length, PinnedBuffer.DefaultSize);
        content[..count].CopyTo(_input.Memory.Span);
        return _encoder.Code(_input.Run(0, count), _output.Run(0, PinnedBuffer.DefaultSize), last: false);
    }
}
