using System.Security.Cryptography;

namespace ImageFactory.Assets.Store;

/// <summary>Encrypts what is written to it. Does not own the stream behind it, which has all of it after <see cref="CompleteAsync"/>.</summary>
internal sealed class EncryptingStream : Stream
{
    private readonly Stream _output;
    private readonly AesGcm _cipher;
    private readonly byte[] _salt = RandomNumberGenerator.GetBytes(CipherFormat.SaltLength);
    private readonly byte[] _chunk = new byte[CipherFormat.ChunkLength];
    private int _used;
    private long _number;

    public EncryptingStream(Stream output, byte[] key)
    {
        _output = output;
        _cipher = CipherFormat.Open(key, _salt);
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => (_number * CipherFormat.ChunkLength) + _used;

    public override long Position
    {
        get => Length;
        set => throw new NotSupportedException("Content is written once, in order.");
    }

    /// <summary>Writes what is left; nothing can be written after that.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken) =>
        await _output.WriteAsync(TakeChunk(isLast: true), cancellationToken);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            if (_used == _chunk.Length)
            {
                await _output.WriteAsync(TakeChunk(isLast: false), cancellationToken);
            }

            buffer = buffer[Add(buffer.Span)..];
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            if (_used == _chunk.Length)
            {
                _output.Write(TakeChunk(isLast: false));
            }

            buffer = buffer[Add(buffer)..];
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // A chunk is written when it is full.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Content is written only.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("Content is written once, in order.");

    public override void SetLength(long value) => throw new NotSupportedException("Content is written once, in order.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _cipher.Dispose();
            CryptographicOperations.ZeroMemory(_chunk);
        }

        base.Dispose(disposing);
    }

    private int Add(ReadOnlySpan<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _chunk.Length - _used);
        buffer[..count].CopyTo(_chunk.AsSpan(_used));
        _used += count;
        return count;
    }

    private byte[] TakeChunk(bool isLast)
    {
        byte[] header = _number == 0 ? [.. CipherFormat.Magic, .. _salt] : [];
        var bytes = new byte[header.Length + _used + CipherFormat.TagLength];
        header.CopyTo(bytes, 0);
        CipherFormat.Encrypt(_cipher, _number, isLast, _chunk.AsSpan(0, _used), bytes.AsSpan(header.Length));
        _number++;
        _used = 0;
        return bytes;
    }
}
