using System.Security.Cryptography;
using ImageFactory.Boot.Signing;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Pe;

namespace ImageFactory.Boot.SecureBoot;

/// <summary>
/// Signs PE files as UEFI firmware verifies them (UEFI 2.10, 32.2 "UEFI Image Validation"; Windows Authenticode Portable Executable
/// Signature Format). Without a signing time: the same file and key give the same bytes.
/// </summary>
public static class Authenticode
{
    /// <summary>The file with one more signature. Nothing is copied but the headers.</summary>
    /// <exception cref="ArgumentException">The key has no certificate.</exception>
    /// <exception cref="FileNotFoundException">A blob is not there.</exception>
    /// <exception cref="InvalidDataException">The parts of the file do not follow each other, or a blob is shorter than the map says.</exception>
    public static async Task<ExtentMap> SignAsync(
        PeFile file, ISigningKey key, IBlobSource blobs, CancellationToken cancellationToken)
    {
        var certificates = PeCertificates.Of(file);
        using var image = new ImageHasher();
        await ExtentPass.RunAsync(Parts(certificates, image), blobs, cancellationToken);
        return certificates.Append(await SignHashAsync(image.Finish(), key, cancellationToken), image.Checksum);
    }

    /// <summary>A signature of an image's SHA-256 hash: a PKCS #7 SignedData in DER, with its ContentInfo.</summary>
    /// <exception cref="ArgumentException">The key has no certificate.</exception>
    public static async Task<byte[]> SignHashAsync(
        ReadOnlyMemory<byte> imageHash, ISigningKey key, CancellationToken cancellationToken)
    {
        var content = SpcIndirectData.Encode(imageHash.Span);
        var attributes = SignedData.EncodeAttributes(
            ObjectIdentifiers.SpcIndirectData, SHA256.HashData(SpcIndirectData.Value(content)));
        var (certificate, signature) = await SignedData.SignAsync(key, attributes, cancellationToken);
        var signed = new SignedData
        {
            ContentType = ObjectIdentifiers.SpcIndirectData,
            Content = content,
            Attributes = attributes,
            Certificate = certificate,
            Signature = signature,
        };
        return signed.EncodeWithContentInfo();
    }

    /// <summary>The SHA-256 hash of an image that its signatures sign.</summary>
    /// <exception cref="FileNotFoundException">A blob is not there.</exception>
    /// <exception cref="InvalidDataException">A blob is shorter than the map says.</exception>
    public static async Task<byte[]> HashAsync(PeCertificates certificates, IBlobSource blobs, CancellationToken cancellationToken)
    {
        using var image = new ImageHasher();
        await ExtentPass.RunAsync([new ExtentPassPart(certificates.Hashed, [image.Hash])], blobs, cancellationToken);
        return image.Finish();
    }

    // As a rule both are the same bytes; only in a file with gaps between its sections the hash skips some.
    private static IEnumerable<ExtentPassPart> Parts(PeCertificates certificates, ImageHasher image)
    {
        var hashed = certificates.Hashed;
        var summed = certificates.Summed;
        var existing = new ExtentPassPart(certificates.Existing, [image.Sum]);
        return hashed.Equals(summed)
            ? [new(hashed, [image.Hash, image.Sum]), existing]
            : [new(hashed, [image.Hash]), new(summed, [image.Sum]), existing];
    }
}
