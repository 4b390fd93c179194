using System.Security.Cryptography;
using System.Text;

namespace ImageFactory.Boot.Disks;

/// <summary>GUIDs that follow from labels, so that equal disks have equal bytes.</summary>
public static class LabelGuid
{
    private const int GuidSize = 16;
    private const int VersionByte = 6;
    private const int VariantByte = 8;

    /// <summary>
    /// The GUID of a label, for partition and file system alike: SHA-256 of 16 zeros and the label, as a UUID of version 8 (RFC 9562,
    /// section 5.8).
    /// </summary>
    /// <param name="label">The label, in ASCII.</param>
    public static Guid Of(string label)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData([.. new byte[GuidSize], .. Encoding.ASCII.GetBytes(label)], hash);
        hash[VersionByte] = (byte)((hash[VersionByte] & 0x0F) | 0x80);
        hash[VariantByte] = (byte)((hash[VariantByte] & 0x3F) | 0x80);
        return new Guid(hash[..GuidSize], bigEndian: true);
    }
}
