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
    private readonly KeptKey<SecureBootKeys> _keys;

    /// <summary>The keys of a configuration.</summary>
    public KeySource(FactoryOptions options, TimeProvider time, ILogger<KeySource> logger)
    {
        _options = options;
        _time = time;
        _logger = logger;
        _keys = new KeptKey<SecureBootKeys>(OpenAsync);
    }

    private SecureBootOptions SecureBoot => _options.SecureBoot;

    /// <inheritdoc/>
    public Task<SecureBootKeys> GetAsync(CancellationToken cancellationToken) =>
        SecureBoot.Enabled
            ? _keys.GetAsync(cancellationToken)
            : throw new FactoryException(FactoryError.InvalidCombination, "SecureBoot is turned off on this factory; leave -secureboot out.");

    private async Task<SecureBootKeys> OpenAsync() => SecureBoot.IsConfigured ? await OpenConfiguredAsync() : OpenOwn();

    private async Task<SecureBootKeys> OpenConfiguredAsync()
    {
        if (SecureBoot is not { Certificate: { } path, SigningKey.IsConfigured: true, PcrKey.IsConfigured: true })
        {
            throw KeyOpener.Wrong("SecureBoot needs all of Certificate, SigningKey and PcrKey, or none of them for keys of its own");
        }

        var certificate = KeyOpener.Read(path, SigningCertificate.FromPem);
        return new SecureBootKeys(await KeyOpener.OpenAsync(SecureBoot.SigningKey, certificate), await KeyOpener.OpenAsync(SecureBoot.PcrKey, certificate: null));
    }

    private SecureBootKeys OpenOwn()
    {
        var directory = Path.Combine(_options.Data, OwnKeys);
        if (!Directory.Exists(directory))
        {
            Make(directory);
        }

        var certificate = KeyOpener.Read(Path.Combine(directory, KeyFiles.Certificate), text => text);
        return new SecureBootKeys(
            KeyOpener.Read(Path.Combine(directory, KeyFiles.SigningKey), key => PemSigningKey.Parse(key, certificate, passphrase: null)),
            KeyOpener.Read(Path.Combine(directory, KeyFiles.PcrKey), key => PemSigningKey.Parse(key, certificate: null, passphrase: null)));
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

    [LoggerMessage(LogLevel.Warning, "Made a set of SecureBoot keys in {Directory}. Back it up: machines that enrolled a lost signing key start no new image of this factory, and disks that were sealed to a lost PCR key open with their recovery key only.")]
    private partial void LogMade(string directory);
}
