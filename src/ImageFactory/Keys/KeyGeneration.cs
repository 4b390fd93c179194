using System.Security.Cryptography;
using System.Text;
using ImageFactory.Boot.Signing;

namespace ImageFactory.Keys;

/// <summary>Makes the keys of a factory, as Talos's own tools make them.</summary>
internal static class KeyGeneration
{
    public const string DefaultName = "Test UKI Signing Key";

    private const int SerialBytes = 16;
    private const int IdentifierBytes = 20;
    private const int ValidHours = 87600;

    /// <summary>The files with a new signing key, its certificate and a new PCR key.</summary>
    /// <param name="name">The organisation in the certificate.</param>
    /// <param name="now">When the certificate begins to be valid.</param>
    public static IReadOnlyDictionary<string, byte[]> Create(string name, DateTimeOffset now)
    {
        using var signing = RSA.Create(SelfSignedCertificate.ImageKeyBits);
        using var pcr = RSA.Create(SelfSignedCertificate.PolicyKeyBits);
        var start = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        var certificate = SelfSignedCertificate.Create(signing, new SelfSignedCertificateOptions
        {
            Organization = name,
            NotBefore = start,
            NotAfter = start.AddHours(ValidHours),
            SerialNumber = PositiveNumber(),
            SubjectKeyIdentifier = RandomNumberGenerator.GetBytes(IdentifierBytes),
        });
        return new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [KeyFiles.SigningKey] = Text(signing.ExportRSAPrivateKeyPem()),
            [KeyFiles.Certificate] = Encoding.ASCII.GetBytes(certificate.ToPem()),
            [KeyFiles.CertificateDer] = certificate.Der.ToArray(),
            [KeyFiles.PcrKey] = Text(pcr.ExportRSAPrivateKeyPem()),
        };
    }

    private static byte[] PositiveNumber()
    {
        var number = RandomNumberGenerator.GetBytes(SerialBytes);
        number[0] = (byte)((number[0] & 0x7F) | 0x40);
        return number;
    }

    private static byte[] Text(string pem) => Encoding.ASCII.GetBytes(pem + "\n");
}
