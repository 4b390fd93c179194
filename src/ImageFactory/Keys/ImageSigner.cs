using System.Security.Cryptography;
using System.Text;
using ImageFactory.Assets;
using ImageFactory.Boot.Signing;
using ImageFactory.Configuration;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Signatures;

namespace ImageFactory.Keys;

/// <summary>
/// Signs assets, images and statements about them with the operator's key, or with one of its own in the data directory, made once. The
/// signatures are RSA's (PKCS #1 v1.5), so that the same content has the same one whenever it is asked for.
/// </summary>
internal sealed partial class ImageSigner
{
    private const string OwnKey = "signing";
    private const string KeyFile = "image-signing-key.pem";
    private const int OwnKeyBits = 3072;

    private readonly FactoryOptions _options;
    private readonly ILogger<ImageSigner> _logger;
    private readonly KeptKey<ISigningKey> _key;

    /// <summary>A signer with the key of a configuration; it is opened when it is first needed.</summary>
    public ImageSigner(FactoryOptions options, ILogger<ImageSigner> logger)
    {
        _options = options;
        _logger = logger;
        _key = new KeptKey<ISigningKey>(OpenAsync);
    }

    /// <summary>Whether the factory signs.</summary>
    public bool IsEnabled => _options.ImageSigning.Enabled;

    /// <summary>The public key.</summary>
    /// <exception cref="FactoryException">The factory does not sign, or its key cannot be used.</exception>
    public async Task<RsaPublicKey> GetPublicKeyAsync(CancellationToken cancellationToken) => (await GetAsync(cancellationToken)).PublicKey;

    /// <summary>Signs content by its hash.</summary>
    /// <exception cref="FactoryException">The factory does not sign, or its key cannot be used.</exception>
    public async Task<byte[]> SignAsync(Digest sha256, CancellationToken cancellationToken) =>
        await (await GetAsync(cancellationToken)).SignHashAsync(HashAlgorithmName.SHA256, Convert.FromHexString(sha256.Hex), cancellationToken);

    /// <summary>A bundle with a signature over content.</summary>
    /// <exception cref="FactoryException">The factory does not sign, or its key cannot be used.</exception>
    public async Task<byte[]> BundleAsync(Digest sha256, CancellationToken cancellationToken)
    {
        var (signature, key) = (await SignAsync(sha256, cancellationToken), await GetPublicKeyAsync(cancellationToken));
        return BundleWriter.OfContent(sha256, signature, key.SubjectPublicKeyInfo.Span);
    }

    /// <summary>A bundle with a signed in-toto statement.</summary>
    /// <exception cref="FactoryException">The factory does not sign, or its key cannot be used.</exception>
    public async Task<byte[]> BundleAsync(ReadOnlyMemory<byte> statement, CancellationToken cancellationToken)
    {
        var signature = await SignAsync(Digest.OfBytes(Dsse.Encode(Dsse.InTotoType, statement.Span)), cancellationToken);
        var key = await GetPublicKeyAsync(cancellationToken);
        return BundleWriter.OfStatement(statement.Span, signature, key.SubjectPublicKeyInfo.Span);
    }

    /// <summary>A bundle that says nothing and is as long as any about content.</summary>
    /// <exception cref="FactoryException">The factory does not sign, or its key cannot be used.</exception>
    public async Task<byte[]> PlaceholderAsync(CancellationToken cancellationToken)
    {
        var key = await GetPublicKeyAsync(cancellationToken);
        return BundleWriter.OfContent(Digest.OfBytes([]), new byte[key.SignatureLength], key.SubjectPublicKeyInfo.Span);
    }

    private Task<ISigningKey> GetAsync(CancellationToken cancellationToken) => IsEnabled
        ? _key.GetAsync(cancellationToken)
        : throw new FactoryException(FactoryError.InvalidCombination, "This factory signs nothing: its operator turned ImageSigning off.");

    private Task<ISigningKey> OpenAsync() =>
        _options.ImageSigning.Key.IsConfigured ? KeyOpener.OpenAsync(_options.ImageSigning.Key, certificate: null) : Task.FromResult<ISigningKey>(OpenOwn());

    // Another process on the same data may do so at the same time: the first one's stays.
    private PemSigningKey OpenOwn()
    {
        var path = Path.Combine(_options.Data, OwnKey, KeyFile);
        if (!File.Exists(path))
        {
            using var key = RSA.Create(OwnKeyBits);
            var made = $"{OwnKey}.{Guid.NewGuid():n}";
            KeyFiles.Write(
                Path.Combine(_options.Data, made),
                new Dictionary<string, byte[]>(StringComparer.Ordinal) { [KeyFile] = Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n") },
                overwrite: false);
            try
            {
                Directory.Move(Path.Combine(_options.Data, made), Path.Combine(_options.Data, OwnKey));
                LogMade(path);
            }
            catch (IOException) when (File.Exists(path))
            {
                Directory.Delete(Path.Combine(_options.Data, made), recursive: true);
            }
        }

        return KeyOpener.Read(path, key => PemSigningKey.Parse(key, certificate: null, passphrase: null));
    }

    [LoggerMessage(LogLevel.Warning, "Made a key for the signatures of images: {Path}. Back it up; whoever verifies them has its public part.")]
    private partial void LogMade(string path);
}
