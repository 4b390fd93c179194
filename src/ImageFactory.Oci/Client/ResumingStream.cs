namespace ImageFactory.Oci.Client;

/// <summary>A blob's bytes; a download that breaks or stalls is taken up again where it ended. Whether they are right is not judged here.</summary>
internal sealed class ResumingStream : Stream
{
    private const int MostResumes = 16;
    private const int SkipBuffer = 64 * 1024;

    private readonly RegistryOptions _options;
    private readonly Func<long, CancellationToken, Task<BlobBody>> _open;
    private readonly Backoff _backoff;
    private Stream _content;
    private long _position;
    private long _skip;
    private int _resumes;

    public ResumingStream(BlobBody first, Func<long, CancellationToken, Task<BlobBody>> open, RegistryOptions options)
    {
        _options = options;
        _open = open;
        _backoff = new Backoff(options);
        _content = first.Content;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException("The length is known to who verifies.");

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException("The content is read once, in order.");
    }

    /// <summary>Reads on. The caller knows where the blob ends: an end before that is a fault here.</summary>
    /// <exception cref="IOException">The download broke too often.</exception>
    /// <exception cref="RegistryException">It cannot be taken up again.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                await SkipAsync(cancellationToken);
                var count = await ReadSomeAsync(buffer, cancellationToken);
                _position += count;
                return count;
            }
            catch (IOException) when (_resumes < MostResumes)
            {
                await ResumeAsync(cancellationToken);
            }
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) =>
        throw new NotSupportedException("The content is read once, in order.");

    public override void SetLength(long value) => throw new NotSupportedException("The content is read-only.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The content is read-only.");

    public override async ValueTask DisposeAsync()
    {
        await _content.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> ReadSomeAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var count = await TimeLimit.RunAsync(
            limited => _content.ReadAsync(buffer, limited), _options.StallTimeout, _options.Time, cancellationToken);
        return count > 0 || buffer.IsEmpty ? count : throw new EndOfStreamException($"The download ended at byte {_position}.");
    }

    private async Task ResumeAsync(CancellationToken cancellationToken)
    {
        _resumes++;
        await _content.DisposeAsync();
        (_content, _skip) = (Null, 0); // so that a read after a failed resumption tries to resume again
        await _backoff.DelayAsync(_resumes, cancellationToken);
        var body = await _open(_position, cancellationToken);
        _content = body.Content;
        _skip = _position - body.Start;
    }

    private async Task SkipAsync(CancellationToken cancellationToken)
    {
        if (_skip == 0)
        {
            return;
        }

        var buffer = new byte[SkipBuffer];
        while (_skip > 0)
        {
            _skip -= await ReadSomeAsync(buffer.AsMemory(0, (int)Math.Min(SkipBuffer, _skip)), cancellationToken);
        }
    }
}
