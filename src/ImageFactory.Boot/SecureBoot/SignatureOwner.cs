using System.Security.Cryptography;
using System.Text;

namespace ImageFactory.Boot.SecureBoot;

/// <summary>
/// Who put an entry into a signature list: a GUID that firmware keeps and shows, and that trusts nothing and nobody by itself.
/// </summary>
public static class SignatureOwner
{
    // The X.500 namespace of RFC 9562, 6.6.
    private static readonly Guid X500Namespace = new("6ba7b814-9dad-11d1-80b4-00c04fd430c8");

    /// <summary>The owner of Microsoft's certificates.</summary>
    public static Guid Microsoft { get; } = new("77fa9abd-0359-4d32-bd60-28f4e78f784b");

    /// <summary>
    /// The owner that follows from a certificate's PEM text: a name-based UUID like version 5, but of SHA-256 and marked as version 4.
    /// The text counts byte by byte; <c>SigningCertificate.ToPem</c> gives the usual one.
    /// </summary>
    public static Guid FromPem(string pem)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData([.. X500Namespace.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(pem)], hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x40);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
