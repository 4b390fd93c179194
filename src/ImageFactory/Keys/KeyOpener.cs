using Amazon.KeyManagementService;
using ImageFactory.Assets;
using ImageFactory.Boot.Signing;
using ImageFactory.Configuration;

namespace ImageFactory.Keys;

/// <summary>Opens private keys where the operator keeps them.</summary>
internal static class KeyOpener
{
    /// <summary>Opens a key; what a key outside of the factory signs is verified.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="certificate">The certificate of its public part; null for a bare key.</param>
    /// <exception cref="FactoryException">The key cannot be used, or the certificate is about another one.</exception>
    public static async Task<ISigningKey> OpenAsync(KeyOptions options, SigningCertificate? certificate)
    {
        if (options.File is { } file)
        {
            var passphrase = options.PassphraseFile is { } secret ? Read(secret, text => text.TrimEnd('\r', '\n')) : null;
            return Read(file, key => PemSigningKey.Parse(key, certificate?.ToPem(), passphrase));
        }

        if (options.AwsKmsKey is { } key)
        {
            return Matching(await AwsKmsKey.OpenAsync(Service(options), key, certificate, CancellationToken.None), "at AWS KMS");
        }

        if (options.Pkcs11 is { } uri)
        {
            if (uri.Contains("pin-value", StringComparison.Ordinal))
            {
                throw Wrong("OpenSSL's engine shows the URI of a PKCS #11 key where it fails, so it may not hold the PIN: name the PIN's file by pin-source");
            }

            return OperatingSystem.IsWindows()
                ? throw Wrong("Keys in PKCS #11 tokens need OpenSSL, which is not on Windows")
                : Matching(Pkcs11Key.Open(options.Pkcs11Engine, uri, certificate), "of the PKCS #11 token");
        }

        var publicKey = certificate?.PublicKey
            ?? Read(options.PublicKey ?? throw Wrong("A signing command without certificate needs PublicKey"), RsaPublicKey.FromPem);
        return new VerifiedKey(new CommandKey([.. options.Command], TimeSpan.FromSeconds(options.CommandTimeout), publicKey, certificate));
    }

    private static AmazonKeyManagementServiceClient Service(KeyOptions options)
    {
        var config = new AmazonKeyManagementServiceConfig { Timeout = TimeSpan.FromSeconds(30), MaxErrorRetry = 2 };
        if (options.AwsRegion is { } region)
        {
            config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(region);
        }

        if (options.AwsEndpoint is { } endpoint)
        {
            config.ServiceURL = endpoint;
        }

        return new AmazonKeyManagementServiceClient(config);
    }

    private static VerifiedKey Matching(ISigningKey key, string where) =>
        key.Certificate is null || key.Certificate.PublicKey.Equals(key.PublicKey)
            ? new VerifiedKey(key)
            : throw Wrong($"The SecureBoot certificate is about another key than the signing key {where}");

    /// <summary>Reads a key file.</summary>
    /// <exception cref="FactoryException">It cannot be read.</exception>
    public static T Read<T>(string path, Func<string, T> read)
    {
        try
        {
            return read(File.ReadAllText(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new FactoryException(
                FactoryError.SigningUnavailable, $"The key file '{Path.GetFileName(path)}' cannot be used: {exception.Message}", exception);
        }
    }

    /// <summary>A fault of the configuration of keys.</summary>
    public static FactoryException Wrong(string what) => new(FactoryError.InvalidCombination, what + ".");
}
