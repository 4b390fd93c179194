using System.Security.Cryptography;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Oci.Content;

/// <summary>Passes on what is written to it, counting and hashing. Does not own the stream behind it.</summary>
public class HashingStream : Stream
{
    private readonly Stream _next;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _length;

    /// <summary>A stream that passes on to <paramref name="next"/>.</summary>
    public HashingStream(Stream next) => _next = next;

    /// <inheritdoc/>
    public sealed override bool CanRead => false;

    /// <inheritdoc/>
    public sealed override bool CanSeek => false;

    /// <inheritdoc/>
    public sealed override bool CanWrite => true;

    /// <summary>Bytes written so far.</summary>
    public sealed override long Length => _length;

    /// <inheritdoc/>
    public sealed override long Position
    {
        get => _length;
        set => throw new NotSupportedException("Content is written once, in order.");
    }

    /// <summary>The SHA-256 digest of what was written so far.</summary>
    public Digest ComputeDigest() => Digest.FromSha256(_hash.GetCurrentHash());

    /// <inheritdoc/>
    public sealed override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await _next.WriteAsync(buffer, cancellationToken);
        Count(buffer.Span);
    }

    /// <inheritdoc/>
    public sealed override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public sealed override void Write(ReadOnlySpan<byte> buffer)
    {
        _next.Write(buffer);
        Count(buffer);
    }

    /// <inheritdoc/>
    public sealed override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public sealed override void Flush() => _next.Flush();

    /// <inheritdoc/>
    public sealed override Task FlushAsync(CancellationToken cancellationToken) => _next.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public sealed override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Content is written only.");

    /// <inheritdoc/>
    public sealed override long Seek(long offset, SeekOrigin origin) =>
        throw new NotSupportedException("Content is written once, in order.");

    /// <inheritdoc/>
    public sealed override void SetLength(long value) => throw new NotSupportedException("Content is written once, in order.");

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Count(ReadOnlySpan<byte> buffer)
    {
        _hash.AppendData(buffer);
        _length += buffer.Length;
    }
}
