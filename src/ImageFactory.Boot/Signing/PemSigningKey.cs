using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace ImageFactory.Boot.Signing;

/// <summary>A key from PEM text: <c>RSA PRIVATE KEY</c> (PKCS #1), <c>PRIVATE KEY</c> or <c>ENCRYPTED PRIVATE KEY</c> (PKCS #8).</summary>
public sealed class PemSigningKey : ISigningKey, IDisposable
{
    private readonly RSA _rsa;
    private readonly Lock _signing = new();

    private PemSigningKey(RSA rsa, SigningCertificate? certificate)
    {
        _rsa = rsa;
        PublicKey = RsaPublicKey.Of(rsa);
        Certificate = certificate;
        if (certificate is not null && !certificate.PublicKey.Equals(PublicKey))
        {
            throw new InvalidDataException("The certificate is about another key than the private key.");
        }
    }

    /// <inheritdoc/>
    public RsaPublicKey PublicKey { get; }

    /// <inheritdoc/>
    public SigningCertificate? Certificate { get; }

    /// <summary>Reads a private key and its certificate.</summary>
    /// <param name="key">The text with the key.</param>
    /// <param name="certificate">The text with the certificate; null for a bare key.</param>
    /// <param name="passphrase">What an encrypted key is encrypted with; null when the key is not encrypted.</param>
    /// <exception cref="InvalidDataException">
    /// A text cannot be read, the passphrase is wrong, or the two do not belong together. The message shows nothing of a secret.
    /// </exception>
    public static PemSigningKey Parse(string key, string? certificate, string? passphrase)
    {
        var rsa = RSA.Create();
        try
        {
            Import(rsa, key, passphrase);
            return new PemSigningKey(rsa, certificate is null ? null : SigningCertificate.FromPem(certificate));
        }
        catch
        {
            rsa.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    [SuppressMessage("Security", "S5542", Justification = "Firmware and TPM policies know no other padding.")]
    public Task<byte[]> SignHashAsync(HashAlgorithmName algorithm, ReadOnlyMemory<byte> hash, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_signing)
        {
            return Task.FromResult(_rsa.SignHash(hash.Span, algorithm, RSASignaturePadding.Pkcs1));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _rsa.Dispose();

    private static void Import(RSA rsa, string key, string? passphrase)
    {
        try
        {
            if (passphrase is null)
            {
                rsa.ImportFromPem(key);
            }
            else
            {
                rsa.ImportFromEncryptedPem(key, passphrase);
            }
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException(
                passphrase is null
                    ? "The text has no unencrypted RSA key in PEM, or several."
                    : "The text has no encrypted RSA key in PEM (PKCS #8), or several.",
                exception);
        }
        catch (CryptographicException exception)
        {
            throw new InvalidDataException(
                passphrase is null ? "The RSA key is damaged." : "The RSA key is damaged, or the passphrase is wrong.", exception);
        }

        // A public key imports as well.
        if (!HasPrivatePart(key))
        {
            throw new InvalidDataException("The text has a public key instead of a private one.");
        }
    }

    private static bool HasPrivatePart(string key)
    {
        for (var rest = key.AsSpan(); PemEncoding.TryFind(rest, out var fields); rest = rest[fields.Location.End..])
        {
            if (rest[fields.Label].EndsWith("PRIVATE KEY", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
