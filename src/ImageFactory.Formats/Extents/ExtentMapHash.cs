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
    public static async Task<Digest> Sha256Async(ExtentMap map, IBlobSource blobs, CancellationToken cancellationToken) =>
        Digest.FromSha256((await ComputeAsync(map, blobs, [HashAlgorithmName.SHA256], _ => { }, cancellationToken))[0]);

    /// <summary>Several hashes of a map's bytes, in one pass and side by side; the result has their order.</summary>
    /// <param name="bytesRead">Told the bytes read so far, after each read.</param>
    /// <exception cref="FileNotFoundException">A blob is not there.</exception>
    /// <exception cref="InvalidDataException">A blob is shorter than the map says.</exception>
    public static async Task<IReadOnlyList<byte[]>> ComputeAsync(
        ExtentMap map,
        IBlobSource blobs,
        IReadOnlyList<HashAlgorithmName> algorithms,
        Action<long> bytesRead,
        CancellationToken cancellationToken)
    {
        var hashes = algorithms.Select(IncrementalHash.CreateHash).ToList();
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            await using var reader = new ExtentReader(map, blobs);
            for (long offset = 0; offset < map.Length;)
            {
                var count = await reader.ReadAsync(offset, buffer, cancellationToken);
                await AppendAsync(hashes, buffer.AsMemory(0, count));
                offset += count;
                bytesRead(offset);
            }

            return [.. hashes.Select(hash => hash.GetHashAndReset())];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            hashes.ForEach(hash => hash.Dispose());
        }
    }

    private static Task AppendAsync(List<IncrementalHash> hashes, ReadOnlyMemory<byte> bytes)
    {
        if (hashes.Count == 1)
        {
            hashes[0].AppendData(bytes.Span);
            return Task.CompletedTask;
        }

        return Task.WhenAll(hashes.Select(hash => Task.Run(() => hash.AppendData(bytes.Span))));
    }
}
