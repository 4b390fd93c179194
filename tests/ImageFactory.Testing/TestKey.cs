using System.Security.Cryptography;
using ImageFactory.Boot.Signing;

namespace ImageFactory.Testing;

/// <summary>A key and its certificate, made when the tests run.</summary>
public sealed class TestKey
{
    private static readonly Lazy<TestKey> LazyImage = new(() => new TestKey("test-only image key"));
    private static readonly Lazy<TestKey> LazyPolicy = new(() => new TestKey("test-only policy key"));

    private readonly string _pem;

    private TestKey(string organization)
    {
        using var rsa = RSA.Create(2048);
        var certificate = SelfSignedCertificate.Create(rsa, OptionsOf(organization));
        _pem = rsa.ExportRSAPrivateKeyPem();
        Key = PemSigningKey.Parse(_pem, certificate.ToPem(), passphrase: null);
    }

    /// <summary>Signs images.</summary>
    public static TestKey Image => LazyImage.Value;

    /// <summary>Signs policies; any second key.</summary>
    public static TestKey Policy => LazyPolicy.Value;

    /// <summary>The key.</summary>
    public PemSigningKey Key { get; }

    /// <summary>The key's certificate.</summary>
    public SigningCertificate Certificate => Key.Certificate!;

    /// <summary>A certificate that is valid for long.</summary>
    public static SelfSignedCertificateOptions OptionsOf(string organization) => new()
    {
        Organization = organization,
        NotBefore = DateTimeOffset.UnixEpoch.AddYears(50),
        NotAfter = DateTimeOffset.UnixEpoch.AddYears(100),
        SerialNumber = new byte[] { 0x7F, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 },
        SubjectKeyIdentifier = new byte[20],
    };

    /// <summary>The same key, but bare.</summary>
    public PemSigningKey WithoutCertificate() => PemSigningKey.Parse(_pem, certificate: null, passphrase: null);

    /// <summary>Writes the private key for tools, and returns the file's path.</summary>
    public async Task<string> WriteKeyAsync(TemporaryDirectory directory) => await WriteAsync(directory.Combine("key.pem"), _pem);

    /// <summary>Writes the certificate for tools, and returns the file's path.</summary>
    public async Task<string> WriteCertificateAsync(TemporaryDirectory directory) =>
        await WriteAsync(directory.Combine("certificate.pem"), Certificate.ToPem());

    private static async Task<string> WriteAsync(string path, string text)
    {
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        return path;
    }
}
