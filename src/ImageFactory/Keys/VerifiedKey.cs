using System.Security.Cryptography;
using ImageFactory.Assets;
using ImageFactory.Boot.Signing;

namespace ImageFactory.Keys;

/// <summary>A key outside of the factory, each of whose signatures is held against its public part before anything is made of it.</summary>
internal sealed class VerifiedKey(ISigningKey key) : ISigningKey
{
    /// <inheritdoc/>
    public RsaPublicKey PublicKey => key.PublicKey;

    /// <inheritdoc/>
    public SigningCertificate? Certificate => key.Certificate;

    /// <inheritdoc/>
    /// <exception cref="FactoryException">The key gave no signature, or one of another key or hash.</exception>
    public async Task<byte[]> SignHashAsync(HashAlgorithmName algorithm, ReadOnlyMemory<byte> hash, CancellationToken cancellationToken)
    {
        var signature = await key.SignHashAsync(algorithm, hash, cancellationToken);
        return PublicKey.Verifies(algorithm, hash.Span, signature)
            ? signature
            : throw new FactoryException(
                FactoryError.SigningUnavailable, "What signs for this factory gave a wrong signature; the operator of this factory can mend that.");
    }
}
