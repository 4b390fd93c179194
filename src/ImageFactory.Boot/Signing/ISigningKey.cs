using System.Security.Cryptography;

namespace ImageFactory.Boot.Signing;

/// <summary>
/// A private RSA key that signs, wherever it is kept: in a file, a key management service, a hardware module. The private part never
/// shows. For use by several threads at once.
/// </summary>
public interface ISigningKey
{
    /// <summary>The public part.</summary>
    RsaPublicKey PublicKey { get; }

    /// <summary>The certificate of the public part; null for a bare key, which signs TPM policies but no image.</summary>
    SigningCertificate? Certificate { get; }

    /// <summary>
    /// Signs a hash by RSASSA-PKCS1-v1_5 (RFC 8017, 8.2), which gives the same signature whenever it is asked: as many bytes as the
    /// key's modulus has.
    /// </summary>
    /// <param name="algorithm">What made the hash: SHA-256, SHA-384 or SHA-512.</param>
    /// <param name="hash">The hash.</param>
    /// <param name="cancellationToken">Gives up waiting for the signature.</param>
    Task<byte[]> SignHashAsync(HashAlgorithmName algorithm, ReadOnlyMemory<byte> hash, CancellationToken cancellationToken);
}
