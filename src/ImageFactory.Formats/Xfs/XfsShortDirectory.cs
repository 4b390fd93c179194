using System.Buffers.Binary;

namespace ImageFactory.Formats.Xfs;

/// <summary>A directory inside its inode ("Short Form Directories"), with inodes of 32 bits.</summary>
internal static class XfsShortDirectory
{
    private const int HeaderSize = 6;
    private const int FixedLength = 8;

    public static int Length(IEnumerable<XfsName> names) => HeaderSize + names.Sum(name => FixedLength + name.Bytes.Length);

    public static byte[] Bytes(XfsDirectory directory)
    {
        var bytes = new byte[Length(directory.Names)];
        bytes[0] = (byte)directory.Names.Count;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(2), directory.Parent);
        var entry = bytes.AsSpan(HeaderSize);
        var place = XfsBlockDirectory.FirstPlace;
        foreach (var name in directory.Names)
        {
            entry[0] = (byte)name.Bytes.Length;
            BinaryPrimitives.WriteUInt16BigEndian(entry[1..], (ushort)place);
            name.Bytes.Span.CopyTo(entry[3..]);
            entry = entry[(3 + name.Bytes.Length)..];
            entry[0] = name.Type;
            BinaryPrimitives.WriteUInt32BigEndian(entry[1..], name.Inode);
            entry = entry[5..];
            place += name.EntryLength;
        }

        return bytes;
    }
}
