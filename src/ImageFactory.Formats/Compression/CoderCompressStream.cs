using ImageFactory.Formats.Compression.Native;

namespace ImageFactory.Formats.Compression;

/// <summary>A stream that a library's own encoder compresses, which also runs the threads.</summary>
public abstract class CoderCompressStream : CompressStream
{
    private readonly IStreamCoder _encoder;
    private readonly PinnedBuffer _input = new();
    private readonly PinnedBuffer _output = new();

    private protected CoderCompressStream(Stream destination, IStreamCoder encoder, bool leaveOpen)
        : base(destination, leaveOpen) => _encoder = encoder;

    /// <inheritdoc/>
    public sealed override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            var step = Feed(buffer.Span);
            buffer = buffer[step.Consumed..];
            await Destination.WriteAsync(_output.Memory[..step.Produced], cancellationToken);
        }
    }

    /// <inheritdoc/>
    public sealed override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var step = Feed(buffer);
            buffer = buffer[step.Consumed..];
            Destination.Write(_output.Memory.Span[..step.Produced]);
        }
    }

    private protected sealed override async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        CoderStep step;
        do
        {
            step = _encoder.Code(_input.Run(0, 0), _output.Run(0, PinnedBuffer.DefaultSize), last: true);
            await Destination.WriteAsync(_output.Memory[..step.Produced], cancellationToken);
        }
        while (!step.Finished);
    }

    /// <inheritdoc/>
    protected sealed override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _encoder.Dispose();
        }

        base.Dispose(disposing);
    }

    // Content is never handed over together with the end of it: zstd takes another path for content that comes in one piece.
    private CoderStep Feed(ReadOnlySpan<byte> content)
    {
        ThrowIfCompleted();
        var count = Math.Min(content.Length, PinnedBuffer.DefaultSize);
        content[..count].CopyTo(_input.Memory.Span);
        return _encoder.Code(_input.Run(0, count), _output.Run(0, PinnedBuffer.DefaultSize), last: false);
    }
}
