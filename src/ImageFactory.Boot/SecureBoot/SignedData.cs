using System.Formats.Asn1;
using System.Security.Cryptography;
using ImageFactory.Boot.Signing;

namespace ImageFactory.Boot.SecureBoot;

/// <summary>
/// SignedData of PKCS #7 1.5 (RFC 2315, 9.1) with one RSA signature over SHA-256, as firmware takes it: version 1, NULL parameters,
/// and content that is not wrapped in an OCTET STRING. CMS (RFC 5652) differs in all three, and firmware refuses it.
/// </summary>
internal sealed record SignedData
{
    private static readonly Asn1Tag Tag0 = new(TagClass.ContextSpecific, 0);

    /// <summary>The type of what is signed.</summary>
    internal required string ContentType { get; init; }

    /// <summary>What is signed, in DER; empty when it is kept elsewhere.</summary>
    internal ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>The authenticated attributes as SET OF in DER; empty when the content itself is signed.</summary>
    internal ReadOnlyMemory<byte> Attributes { get; init; }

    internal required SigningCertificate Certificate { get; init; }

    internal required ReadOnlyMemory<byte> Signature { get; init; }

    /// <summary>Signs bytes by the key's SHA-256 signature.</summary>
    /// <exception cref="ArgumentException">The key has no certificate.</exception>
    internal static async Task<(SigningCertificate Certificate, byte[] Signature)> SignAsync(
        ISigningKey key, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var certificate = key.Certificate ?? throw new ArgumentException("The key has no certificate.", nameof(key));
        var signature = await key.SignHashAsync(HashAlgorithmName.SHA256, SHA256.HashData(bytes.Span), cancellationToken);
        return (certificate, signature);
    }

    /// <summary>The attributes that bind a content of a type, by its SHA-256 hash.</summary>
    internal static byte[] EncodeAttributes(string contentType, ReadOnlySpan<byte> hash)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSetOf())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(ObjectIdentifiers.ContentType);
                using (writer.PushSetOf())
                {
                    writer.WriteObjectIdentifier(contentType);
                }
            }

            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(ObjectIdentifiers.MessageDigest);
                using (writer.PushSetOf())
                {
                    writer.WriteOctetString(hash);
                }
            }
        }

        return writer.Encode();
    }

    internal static void WriteAlgorithm(AsnWriter writer, string algorithm)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(algorithm);
            writer.WriteNull();
        }
    }

    /// <summary>The SignedData alone, as UEFI variables carry it.</summary>
    internal byte[] Encode()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        Write(writer);
        return writer.Encode();
    }

    /// <summary>The SignedData in a ContentInfo, as PE files carry it.</summary>
    internal byte[] EncodeWithContentInfo()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(ObjectIdentifiers.SignedData);
            using (writer.PushSequence(Tag0))
            {
                Write(writer);
            }
        }

        return writer.Encode();
    }

    private void Write(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            using (writer.PushSetOf())
            {
                WriteAlgorithm(writer, ObjectIdentifiers.Sha256);
            }

            WriteContent(writer);
            using (writer.PushSetOf(Tag0))
            {
                writer.WriteEncodedValue(Certificate.Der.Span);
            }

            using (writer.PushSetOf())
            {
                WriteSigner(writer);
            }
        }
    }

    private void WriteContent(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(ContentType);
            if (!Content.IsEmpty)
            {
                using (writer.PushSequence(Tag0))
                {
                    writer.WriteEncodedValue(Content.Span);
                }
            }
        }
    }

    private void WriteSigner(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(Certificate.Issuer.Span);
                writer.WriteInteger(Certificate.SerialNumber.Span);
            }

            WriteAlgorithm(writer, ObjectIdentifiers.Sha256);
            if (!Attributes.IsEmpty)
            {
                // [0] IMPLICIT SET OF: the tag takes the place of the one that was signed.
                byte[] tagged = [.. Attributes.Span];
                Tag0.AsConstructed().Encode(tagged);
                writer.WriteEncodedValue(tagged);
            }

            WriteAlgorithm(writer, ObjectIdentifiers.RsaEncryption);
            writer.WriteOctetString(Signature.Span);
        }
    }
}
