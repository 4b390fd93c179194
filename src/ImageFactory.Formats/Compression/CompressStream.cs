namespace ImageFactory.Formats.Compression;

/// <summary>
/// A stream that compresses what is written to it. The bytes depend on the content and the options only, never on how it was cut
/// into writes. The output is complete after <see cref="CompleteAsync"/>; a stream that is disposed without it, as after a
/// failure, leaves output that every reader refuses. Not for use by several threads at once.
/// </summary>
public abstract class CompressStream : Stream
{
    private readonly bool _leaveOpen;
    private bool _completed;

    private protected CompressStream(Stream destination, bool leaveOpen)
    {
        Destination = destination;
        _leaveOpen = leaveOpen;
    }

    /// <inheritdoc/>
    public sealed override bool CanRead => false;

    /// <inheritdoc/>
    public sealed override bool CanSeek => false;

    /// <inheritdoc/>
    public sealed override bool CanWrite => !_completed;

    /// <inheritdoc/>
    public sealed override long Length => throw new NotSupportedException("A compressed stream has no known length.");

    /// <inheritdoc/>
    public sealed override long Position
    {
        get => throw new NotSupportedException("A compressed stream has no position.");
        set => throw new NotSupportedException("A compressed stream has no position.");
    }

    /// <summary>Where the compressed bytes go.</summary>
    private protected Stream Destination { get; }

    /// <inheritdoc/>
    public abstract override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default);

    /// <inheritdoc/>
    public sealed override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public abstract override void Write(ReadOnlySpan<byte> buffer);

    /// <inheritdoc/>
    public sealed override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Ends the content and writes out what is left of it, but does not close the stream below.</summary>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        if (!_completed)
        {
            await EndAsync(cancellationToken);
            _completed = true;
        }
    }

    /// <summary>Does nothing: a flush in the middle would change the bytes.</summary>
    public sealed override void Flush()
    {
    }

    /// <inheritdoc/>
    public sealed override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("The stream is only written.");

    /// <inheritdoc/>
    public sealed override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("The stream is only written.");

    /// <inheritdoc/>
    public sealed override void SetLength(long value) => throw new NotSupportedException("The stream is only written.");

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (!_leaveOpen)
        {
            await Destination.DisposeAsync();
        }

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes out what is left, and the end.</summary>
    private protected abstract ValueTask EndAsync(CancellationToken cancellationToken);

    /// <summary>Refuses content behind the end.</summary>
    private protected void ThrowIfCompleted()
    {
        if (_completed)
        {
            throw new InvalidOperationException("The compressed stream is complete.");
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_leaveOpen)
        {
            Destination.Dispose();
        }

        base.Dispose(disposing);
    }
}
