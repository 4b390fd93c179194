using Amazon.KeyManagementService;
using ImageFactory.Assets;
using ImageFactory.Assets.Plans;
using ImageFactory.Boot.SecureBoot;
using ImageFactory.Boot.Signing;
using ImageFactory.Configuration;

namespace ImageFactory.Keys;

/// <summary>
/// The keys that the operator configured; where none are, a set of its own in the data directory, made once. They are opened when they
/// are first needed.
/// </summary>
internal sealed partial class KeySource : IKeySource
{
    private const string OwnKeys = "keys";

    private readonly FactoryOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<KeySource> _logger;
    private readonly Lazy<Task<SecureBootKeys>> _keys;

    /// <summary>The keys of a configuration.</summary>
    public KeySource(FactoryOptions options, TimeProvider time, ILogger<KeySource> logger)
    {
        _options = options;
        _time = time;
        _logger = logger;
        _keys = new Lazy<Task<SecureBootKeys>>(() => Task.Run(OpenAsync));
    }

    private SecureBootOptions SecureBoot => _options.SecureBoot;

    /// <inheritdoc/>
    public Task<SecureBootKeys> GetAsync(CancellationToken cancellationToken) =>
        SecureBoot.Enabled
            ? _keys.Value.WaitAsync(cancellationToken)
            : throw new FactoryException(FactoryError.InvalidCombination, "SecureBoot is turned off on this factory; leave -secureboot out.");

    private async Task<SecureBootKeys> OpenAsync() => SecureBoot.IsConfigured ? await OpenConfiguredAsync() : OpenOwn();

    private async Task<SecureBootKeys> OpenConfiguredAsync()
    {
        if (SecureBoot is not { Certificate: { } path, SigningKey.IsConfigured: true, PcrKey.IsConfigured: true })
        {
            throw Wrong("SecureBoot needs all of Certificate, SigningKey and PcrKey, or none of them for keys of its own");
        }

        var certificate = Read(path, SigningCertificate.FromPem);
        return new SecureBootKeys(await OpenAsync(SecureBoot.SigningKey, certificate), await OpenAsync(SecureBoot.PcrKey, certificate: null));
    }

    private SecureBootKeys OpenOwn()
    {
        var directory = Path.Combine(_options.Data, OwnKeys);
        if (!Directory.Exists(directory))
        {
            Make(directory);
        }

        var certificate = Read(Path.Combine(directory, KeyFiles.Certificate), text => text);
        return new SecureBootKeys(
            Read(Path.Combine(directory, KeyFiles.SigningKey), key => PemSigningKey.Parse(key, certificate, passphrase: null)),
            Read(Path.Combine(directory, KeyFiles.PcrKey), key => PemSigningKey.Parse(key, certificate: null, passphrase: null)));
    }

    // Another process on the same data may do so at the same time: whole directories are made, and the first one stays.
    private void Make(string directory)
    {
        var made = $"{directory}.{Guid.NewGuid():n}";
        KeyFiles.Write(made, KeyGeneration.Create(KeyGeneration.DefaultName, _time.GetUtcNow()), overwrite: false);
        try
        {
            Directory.Move(made, directory);
            LogMade(directory);
        }
        catch (IOException) when (Directory.Exists(directory))
        {
            Directory.Delete(made, recursive: true);
        }
    }

    private static async Task<ISigningKey> OpenAsync(KeyOptions options, SigningCertificate? certificate)
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

    private static T Read<T>(string path, Func<string, T> read)
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

    private static FactoryException Wrong(string what) => new(FactoryError.InvalidCombination, what + ".");

    [LoggerMessage(LogLevel.Warning, "Made a set of SecureBoot keys in {Directory}. Back it up: machines that enrolled a lost signing key start no new image of this factory, and disks that were sealed to a lost PCR key open with their recovery key only.")]
    private partial void LogMade(string directory);
}
