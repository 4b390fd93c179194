using System.Buffers;
using System.Security.Cryptography;

namespace ImageFactory.Formats.Extents;

/// <summary>Hashes the bytes of a map.</summary>
public static class ExtentMapHash
{
    private const int BufferSize = 1024 * 1024;

    /// <summary>The SHA-256 digest of a map's bytes, in one pass.</summary>
    /// <exception cref="FileNotFoundException">A blob is not there.</exception>
    /// <exception cref="InvalidDataException">A blob is shorter than the map says.</exception>
    public static async Task<Digest> Sha256Async(ExtentMap map, IBlobSource blobs, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            await using var reader = new ExtentReader(map, blobs);
            for (long offset = 0; offset < map.Length;)
            {
                var count = await reader.ReadAsync(offset, buffer, cancellationToken);
                hash.AppendData(buffer, 0, count);
                offset += count;
            }

            return Digest.FromSha256(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
