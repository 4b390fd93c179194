using System.Security.Cryptography;
using ImageFactory.Formats.Pe;

namespace ImageFactory.Boot.SecureBoot;

/// <summary>What signing a PE image has to learn from its bytes.</summary>
internal sealed class ImageHasher : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The sum for the CheckSum field.</summary>
    internal PeChecksum Checksum { get; } = new();

    /// <summary>What must see <see cref="PeCertificates.Hashed"/>.</summary>
    internal Action<ReadOnlySpan<byte>> Hash => _hash.AppendData;

    /// <summary>What must see <see cref="PeCertificates.Summed"/> and <see cref="PeCertificates.Existing"/>.</summary>
    internal Action<ReadOnlySpan<byte>> Sum => Checksum.Append;

    internal byte[] Finish() => _hash.GetHashAndReset();

    public void Dispose() => _hash.Dispose();
}
