using System.Buffers;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Store;

/// <summary>Shows the plain bytes of an encrypted object, which it owns.</summary>
internal sealed class DecryptingSource : IByteSource
{
    private const int StoredChunkLength = CipherFormat.ChunkLength + CipherFormat.TagLength;

    private readonly IByteSource _encrypted;
    private readonly byte[] _key;
    private readonly byte[] _salt;
    private readonly long _chunks;

    /// <summary>The plain bytes of content with a header that was read.</summary>
    /// <exception cref="InvalidDataException">The content ends too early.</exception>
    public DecryptingSource(IByteSource encrypted, byte[] key, byte[] salt)
    {
        _encrypted = encrypted;
        _key = key;
        _salt = salt;
        var stored = encrypted.Length - CipherFormat.HeaderLength;
        _chunks = (stored + StoredChunkLength - 1) / StoredChunkLength;
        Length = stored - (_chunks * CipherFormat.TagLength);
        if (stored < CipherFormat.TagLength || Length < (_chunks - 1) * CipherFormat.ChunkLength)
        {
            throw new InvalidDataException("Encrypted content ends too early.");
        }
    }

    public long Length { get; }

    public async ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (buffer.IsEmpty || offset >= Length)
        {
            return 0;
        }

        var number = offset / CipherFormat.ChunkLength;
        var plain = ArrayPool<byte>.Shared.Rent(CipherFormat.ChunkLength);
        try
        {
            var length = await ReadChunkAsync(number, plain, cancellationToken);
            var skipped = (int)(offset - (number * CipherFormat.ChunkLength));
            var count = Math.Min(length - skipped, buffer.Length);
            plain.AsMemory(skipped, count).CopyTo(buffer);
            return count;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plain, clearArray: true);
        }
    }

    public ValueTask DisposeAsync() => _encrypted.DisposeAsync();

    private async Task<int> ReadChunkAsync(long number, byte[] plain, CancellationToken cancellationToken)
    {
        var start = CipherFormat.HeaderLength + (number * StoredChunkLength);
        var length = (int)Math.Min(StoredChunkLength, _encrypted.Length - start);
        var stored = ArrayPool<byte>.Shared.Rent(StoredChunkLength);
        try
        {
            for (var read = 0; read < length;)
            {
                var count = await _encrypted.ReadAsync(start + read, stored.AsMemory(read, length - read), cancellationToken);
                read += count > 0 ? count : throw new InvalidDataException("Encrypted content ends too early.");
            }

            // A cipher is not for several threads, and reads may overlap.
            using var cipher = CipherFormat.Open(_key, _salt);
            var isLast = number == _chunks - 1;
            CipherFormat.Decrypt(
                cipher, number, isLast, stored.AsSpan(0, length), plain.AsSpan(0, length - CipherFormat.TagLength));
            return length - CipherFormat.TagLength;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(stored);
        }
    }
}
