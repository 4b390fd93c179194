using System.Formats.Asn1;

namespace ImageFactory.Boot.SecureBoot;

/// <summary>
/// SpcIndirectDataContent: that a PE image has a certain SHA-256 hash (Windows Authenticode Portable Executable Signature Format,
/// "Authenticode-Specific Structures").
/// </summary>
internal static class SpcIndirectData
{
    // SpcPeImageData.file as SpcString.unicode; the text says that nothing reads the field any more.
    private const string File = "<<<Obsolete>>>";

    /// <summary>The content in DER.</summary>
    internal static byte[] Encode(ReadOnlySpan<byte> imageHash)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            WriteImageData(writer);
            WriteDigest(writer, imageHash);
        }

        return writer.Encode();
    }

    /// <summary>What the messageDigest attribute hashes: the octets inside the SEQUENCE, without its tag and length.</summary>
    internal static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> encoded)
    {
        AsnDecoder.ReadSequence(encoded, AsnEncodingRules.DER, out var offset, out var length, out _);
        return encoded.Slice(offset, length);
    }

    private static void WriteImageData(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(ObjectIdentifiers.SpcPeImageData);
            using (writer.PushSequence())
            {
                writer.WriteBitString([]);
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 2)))
                {
                    writer.WriteCharacterString(UniversalTagNumber.BMPString, File, new Asn1Tag(TagClass.ContextSpecific, 0));
                }
            }
        }
    }

    private static void WriteDigest(AsnWriter writer, ReadOnlySpan<byte> imageHash)
    {
        using (writer.PushSequence())
        {
            SignedData.WriteAlgorithm(writer, ObjectIdentifiers.Sha256);
            writer.WriteOctetString(imageHash);
        }
    }
}
