using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ImageFactory.Boot.SecureBoot;

/// <summary>
/// Reads the signatures of PE files (PKCS #7 1.5, RFC 2315, 9.1; Windows Authenticode Portable Executable Signature Format) that nobody
/// vouches for. SHA-256 and RSA, which is what firmware has in common.
/// </summary>
public static class AuthenticodeReader
{
    private static readonly Asn1Tag Tag0 = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Tag1 = new(TagClass.ContextSpecific, 1);

    /// <summary>Reads a signature and checks it against the certificate in it; what it says of the image is not checked.</summary>
    /// <param name="signedData">A SignedData with its ContentInfo.</param>
    /// <exception cref="InvalidDataException">It cannot be read, or is about something else than a PE image.</exception>
    public static AuthenticodeSignature Read(ReadOnlyMemory<byte> signedData)
    {
        try
        {
            var contentInfo = new AsnReader(signedData, AsnEncodingRules.BER).ReadSequence();
            Require(contentInfo.ReadObjectIdentifier(), ObjectIdentifiers.SignedData);
            return ReadSignedData(contentInfo.ReadSequence(Tag0).ReadSequence());
        }
        catch (Exception exception) when (exception is AsnContentException or CryptographicException)
        {
            throw new InvalidDataException("A signature cannot be read.", exception);
        }
    }

    private static AuthenticodeSignature ReadSignedData(AsnReader signedData)
    {
        signedData.ReadInteger();
        signedData.ReadSetOf(skipSortOrderValidation: true);
        var content = ReadContent(signedData.ReadSequence());
        var certificates = ReadCertificates(signedData);
        if (signedData.PeekTag().HasSameClassAndValue(Tag1))
        {
            signedData.ReadEncodedValue();
        }

        try
        {
            return ReadSigner(signedData.ReadSetOf(skipSortOrderValidation: true).ReadSequence(), content, certificates);
        }
        finally
        {
            certificates.ForEach(certificate => certificate.Dispose());
        }
    }

    // SpcIndirectDataContent: the octets inside its SEQUENCE are what is hashed.
    private static ReadOnlyMemory<byte> ReadContent(AsnReader contentInfo)
    {
        Require(contentInfo.ReadObjectIdentifier(), ObjectIdentifiers.SpcIndirectData);
        return contentInfo.ReadSequence(Tag0).PeekContentBytes();
    }

    private static List<X509Certificate2> ReadCertificates(AsnReader signedData)
    {
        var certificates = new List<X509Certificate2>();
        if (signedData.PeekTag().HasSameClassAndValue(Tag0))
        {
            for (var set = signedData.ReadSetOf(skipSortOrderValidation: true, Tag0); set.HasData;)
            {
                certificates.Add(X509CertificateLoader.LoadCertificate(set.ReadEncodedValue().Span));
            }
        }

        return certificates;
    }

    private static AuthenticodeSignature ReadSigner(AsnReader signer, ReadOnlyMemory<byte> content, List<X509Certificate2> certificates)
    {
        signer.ReadInteger();
        var name = signer.ReadSequence();
        var issuer = name.ReadEncodedValue();
        var serialNumber = name.ReadIntegerBytes();
        var certificate = certificates.Find(candidate => IsOf(candidate, issuer.Span, serialNumber.Span))
            ?? throw new InvalidDataException("A signature has no certificate of its signer.");
        var digestAlgorithm = signer.ReadSequence().ReadObjectIdentifier();
        var attributes = signer.PeekTag().HasSameClassAndValue(Tag0) ? signer.ReadEncodedValue().ToArray() : [];
        signer.ReadSequence();
        var signature = signer.ReadOctetString();
        var (imageAlgorithm, imageHash) = ReadImageHash(content);
        return new AuthenticodeSignature
        {
            Subject = certificate.Subject,
            Issuer = certificate.Issuer,
            Certificate = certificate.RawData,
            ImageHash = imageHash,
            Fault = digestAlgorithm is ObjectIdentifiers.Sha256 && imageAlgorithm is ObjectIdentifiers.Sha256
                ? FindFault(certificate, content.Span, attributes, signature)
                : "is not over SHA-256",
        };
    }

    private static bool IsOf(X509Certificate2 certificate, ReadOnlySpan<byte> issuer, ReadOnlySpan<byte> serialNumber) =>
        certificate.IssuerName.RawData.AsSpan().SequenceEqual(issuer)
        && certificate.SerialNumberBytes.Span.TrimStart((byte)0).SequenceEqual(serialNumber.TrimStart((byte)0));

    private static (string Algorithm, byte[] Hash) ReadImageHash(ReadOnlyMemory<byte> content)
    {
        var fields = new AsnReader(content, AsnEncodingRules.BER);
        Require(fields.ReadSequence().ReadObjectIdentifier(), ObjectIdentifiers.SpcPeImageData);
        var digest = fields.ReadSequence();
        return (digest.ReadSequence().ReadObjectIdentifier(), digest.ReadOctetString());
    }

    private static string? FindFault(X509Certificate2 certificate, ReadOnlySpan<byte> content, byte[] attributes, byte[] signature)
    {
        using var key = certificate.GetRSAPublicKey();
        if (key is null)
        {
            return "is not by an RSA key";
        }

        if (attributes.Length == 0)
        {
            return key.VerifyData(content, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) ? null : "is not by its certificate";
        }

        // RFC 2315, 9.3: the attributes are signed with the tag of a SET OF in the place of their own.
        Asn1Tag.SetOf.AsConstructed().Encode(attributes);
        if (!key.VerifyData(attributes, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
        {
            return "is not by its certificate";
        }

        return SHA256.HashData(content).AsSpan().SequenceEqual(ReadMessageDigest(attributes)) ? null : "is of something else than it says";
    }

    private static byte[] ReadMessageDigest(byte[] attributes)
    {
        for (var set = new AsnReader(attributes, AsnEncodingRules.BER).ReadSetOf(skipSortOrderValidation: true); set.HasData;)
        {
            var attribute = set.ReadSequence();
            if (attribute.ReadObjectIdentifier() is ObjectIdentifiers.MessageDigest)
            {
                return attribute.ReadSetOf().ReadOctetString();
            }
        }

        return [];
    }

    private static void Require(string actual, string expected)
    {
        if (!string.Equals(actual, expected, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"A signature has {actual} where {expected} has to be.");
        }
    }
}
