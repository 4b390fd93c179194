using System.Security.Cryptography;

namespace ImageFactory.Formats.Extents;

/// <summary>Hashes the bytes of a map.</summary>
public static class ExtentMapHash
{
    /// <summary>The SHA-256 digest of a map's bytes, in one pass.</summary>
    /// <exception cref="FileNotFoundException">A blob is not there.</exception>
    /// <exception cref="InvalidDataException">A blob is shorter than the map says.</exception>
    public static async Task<Digest> Sha256Async(ExtentMap map, IBlobSource blobs, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await ExtentPass.RunAsync([new ExtentPassPart(map, [hash.AppendData])], blobs, cancellationToken);
        return Digest.FromSha256(hash.GetHashAndReset());
    }
}
