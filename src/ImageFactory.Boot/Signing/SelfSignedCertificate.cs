using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ImageFactory.Boot.Signing;

/// <summary>
/// Makes the certificates that firmware is given: the key signs images and, as its own authority, the variables that enrol it.
/// </summary>
public static class SelfSignedCertificate
{
    /// <summary>The size of an image signing key in bits.</summary>
    public const int ImageKeyBits = 4096;

    /// <summary>The size of a TPM policy key in bits; TPMs need not know larger ones.</summary>
    public const int PolicyKeyBits = 2048;

    // The reference asks for TLS server and client authentication instead. Firmware takes either, but sbverify trusts only keys that
    // may sign code.
    private const string CodeSigning = "1.3.6.1.5.5.7.3.3";

    /// <summary>A certificate of <paramref name="key"/>, signed by it with SHA-512.</summary>
    /// <exception cref="CryptographicException">The key has no private part, or the options cannot stand in a certificate.</exception>
    public static SigningCertificate Create(RSA key, SelfSignedCertificateOptions options)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddOrganizationName(options.Organization);
        var name = subject.Build();
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(CodeSigning)], critical: false));
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForCertificateAuthority());
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(options.SubjectKeyIdentifier.Span, critical: false));

        using var certificate = request.Create(
            name,
            X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1),
            options.NotBefore,
            options.NotAfter,
            options.SerialNumber.Span);
        return SigningCertificate.FromDer(certificate.RawData);
    }
}
