using System.Diagnostics.CodeAnalysis;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using ImageFactory.Assets;
using ImageFactory.Boot.Signing;

namespace ImageFactory.Keys;

/// <summary>An RSA key that a PKCS #11 token keeps, through an engine of OpenSSL 3 or older.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class Pkcs11Key : ISigningKey, IDisposable
{
    private readonly RSAOpenSsl _rsa;
    private readonly Lock _signing = new();

    private Pkcs11Key(RSAOpenSsl rsa, SigningCertificate? certificate)
    {
        _rsa = rsa;
        PublicKey = RsaPublicKey.Of(rsa);
        Certificate = certificate;
    }

    /// <inheritdoc/>
    public RsaPublicKey PublicKey { get; }

    /// <inheritdoc/>
    public SigningCertificate? Certificate { get; }

    /// <summary>Opens the key.</summary>
    /// <param name="engine">The name of the engine.</param>
    /// <param name="uri">The key's URI (RFC 7512), without the PIN: the engine shows it where it fails.</param>
    /// <param name="certificate">The key's certificate; null for a bare key.</param>
    /// <exception cref="FactoryException">There is no such engine or key, the PIN is wrong, or it is no RSA key.</exception>
    public static Pkcs11Key Open(string engine, string uri, SigningCertificate? certificate) => Ask(() =>
    {
        using var handle = SafeEvpPKeyHandle.OpenPrivateKeyFromEngine(engine, uri);
        return new Pkcs11Key(new RSAOpenSsl(handle), certificate);
    });

    /// <inheritdoc/>
    [SuppressMessage("Security", "S5542", Justification = "Firmware and TPM policies know no other padding.")]
    public Task<byte[]> SignHashAsync(HashAlgorithmName algorithm, ReadOnlyMemory<byte> hash, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_signing)
        {
            return Task.FromResult(Ask(() => _rsa.SignHash(hash.Span, algorithm, RSASignaturePadding.Pkcs1)));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _rsa.Dispose();

    private static T Ask<T>(Func<T> question)
    {
        try
        {
            return question();
        }
        catch (Exception exception) when (exception is CryptographicException or PlatformNotSupportedException)
        {
            throw new FactoryException(
                FactoryError.SigningUnavailable, "The PKCS #11 token cannot be opened or does not sign; the operator of this factory can mend that.", exception);
        }
    }
}
