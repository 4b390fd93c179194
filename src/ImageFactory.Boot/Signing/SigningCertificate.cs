using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ImageFactory.Boot.Signing;

/// <summary>An X.509 certificate of an RSA key (RFC 5280).</summary>
public sealed class SigningCertificate
{
    private const string PemLabel = "CERTIFICATE";

    private SigningCertificate(X509Certificate2 certificate)
    {
        Der = certificate.RawData;
        Issuer = certificate.IssuerName.RawData;
        SerialNumber = certificate.SerialNumberBytes;
        PublicKey = RsaPublicKey.Parse(certificate.PublicKey.ExportSubjectPublicKeyInfo());
    }

    /// <summary>The whole certificate in DER.</summary>
    public ReadOnlyMemory<byte> Der { get; }

    /// <summary>The issuer's name in DER.</summary>
    public ReadOnlyMemory<byte> Issuer { get; }

    /// <summary>The serial number, most significant byte first.</summary>
    public ReadOnlyMemory<byte> SerialNumber { get; }

    /// <summary>The key that the certificate is about.</summary>
    public RsaPublicKey PublicKey { get; }

    /// <summary>Reads a certificate in DER.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or its key is not an RSA key.</exception>
    public static SigningCertificate FromDer(ReadOnlySpan<byte> der)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(der);
            return new SigningCertificate(certificate);
        }
        catch (CryptographicException exception)
        {
            throw new InvalidDataException("The certificate cannot be read.", exception);
        }
    }

    /// <summary>Reads the first certificate of a PEM text.</summary>
    /// <exception cref="InvalidDataException">There is none, it is damaged, or its key is not an RSA key.</exception>
    public static SigningCertificate FromPem(string pem)
    {
        for (var rest = pem.AsSpan(); PemEncoding.TryFind(rest, out var fields); rest = rest[fields.Location.End..])
        {
            if (rest[fields.Label] is PemLabel)
            {
                return FromDer(Convert.FromBase64String(rest[fields.Base64Data].ToString()));
            }
        }

        throw new InvalidDataException("The text has no 'BEGIN CERTIFICATE'.");
    }

    /// <summary>The certificate as PEM text, which ends with a line end.</summary>
    public string ToPem() => PemEncoding.WriteString(PemLabel, Der.Span) + "\n";
}
