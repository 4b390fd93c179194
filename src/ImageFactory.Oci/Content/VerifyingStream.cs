using System.Security.Cryptography;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Content;

/// <summary>
/// Reads content and checks it against its descriptor. Never reads past the declared size. The read that gives the last byte gives
/// it only when the digest matches, so that a reader which knows where its format ends is protected without reading to the end.
/// A source that fails meanwhile is a <see cref="RegistryException"/>.
/// </summary>
public sealed class VerifyingStream : Stream
{
    private readonly Stream _content;
    private readonly RepositoryName _repository;
    private readonly Descriptor _expected;
    private readonly IncrementalHash _hash;
    private long _position;
    private bool _isVerified;

    /// <summary>A stream over <paramref name="content"/>, which it disposes in the end.</summary>
    public VerifyingStream(Stream content, RepositoryName repository, Descriptor expected)
    {
        _content = content;
        _repository = repository;
        _expected = expected;
        _hash = IncrementalHash.CreateHash(new HashAlgorithmName(expected.Digest.Algorithm.ToUpperInvariant()));
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => _expected.Size;

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException("The content is read once, in order.");
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The content is not what its descriptor says.</exception>
    /// <exception cref="RegistryException">The source fails.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var wanted = buffer[..Limit(buffer.Length)];
        try
        {
            var count = wanted.IsEmpty ? 0 : await _content.ReadAsync(wanted, cancellationToken);
            return Take(wanted.Span, count);
        }
        catch (IOException exception)
        {
            throw Failed(exception);
        }
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The content is not what its descriptor says.</exception>
    /// <exception cref="RegistryException">The source fails.</exception>
    public override int Read(Span<byte> buffer)
    {
        var wanted = buffer[..Limit(buffer.Length)];
        try
        {
            return Take(wanted, wanted.IsEmpty ? 0 : _content.Read(wanted));
        }
        catch (IOException exception)
        {
            throw Failed(exception);
        }
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) =>
        throw new NotSupportedException("The content is read once, in order.");

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException("The content is read-only.");

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("The content is read-only.");

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _content.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
            _content.Dispose();
        }

        base.Dispose(disposing);
    }

    private RegistryException Failed(IOException exception) => new("read the blob", $"{_repository}@{_expected.Digest}", exception);

    private int Limit(int wanted) => (int)Math.Min(wanted, _expected.Size - _position);

    private int Take(Span<byte> wanted, int count)
    {
        if (count == 0 && !wanted.IsEmpty)
        {
            throw new InvalidDataException(
                $"The content of {_expected.Digest} ends at byte {_position}; its descriptor says {_expected.Size}.");
        }

        _hash.AppendData(wanted[..count]);
        _position += count;
        if (_position == _expected.Size && !_isVerified)
        {
            Verify(wanted);
        }

        return count;
    }

    private void Verify(Span<byte> unverified)
    {
        var found = Convert.ToHexStringLower(_hash.GetCurrentHash());
        if (!string.Equals(found, _expected.Digest.Hex, StringComparison.Ordinal))
        {
            unverified.Clear();
            throw new InvalidDataException(
                $"The content of {_expected.Digest} has the digest {_expected.Digest.Algorithm}:{found}.");
        }

        _isVerified = true;
    }
}
