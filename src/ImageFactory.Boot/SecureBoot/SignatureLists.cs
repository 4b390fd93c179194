using System.Buffers.Binary;

namespace ImageFactory.Boot.SecureBoot;

/// <summary>The content of a key variable: EFI_SIGNATURE_LISTs, one behind the other (UEFI 2.10, 32.4.1 "Signature Database").</summary>
public static class SignatureLists
{
    private const int HeaderSize = 28;

    private const int GuidSize = 16;

    // EFI_CERT_X509_GUID
    private static readonly Guid X509Type = new("a5c059a1-94e4-4aa7-87b5-ab155c2bf072");

    /// <summary>The lists of these certificates: all entries of a list have the same size.</summary>
    public static byte[] Of(IEnumerable<SignatureEntry> entries) =>
        [.. entries.GroupBy(entry => entry.Certificate.Length).SelectMany(group => List([.. group], GuidSize + group.Key))];

    private static byte[] List(SignatureEntry[] entries, int signatureSize)
    {
        var list = new byte[HeaderSize + (entries.Length * signatureSize)];
        X509Type.TryWriteBytes(list);
        BinaryPrimitives.WriteUInt32LittleEndian(list.AsSpan(16), (uint)list.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(list.AsSpan(24), (uint)signatureSize);
        var rest = list.AsSpan(HeaderSize);
        foreach (var entry in entries)
        {
            entry.Owner.TryWriteBytes(rest);
            entry.Certificate.Span.CopyTo(rest[GuidSize..]);
            rest = rest[signatureSize..];
        }

        return list;
    }
}
