using System.Buffers.Binary;

namespace ImageFactory.Formats.Xfs;

/// <summary>A directory of one block ("Block Directories"): entries from the front, and from the end the hashes that find them.</summary>
internal static class XfsBlockDirectory
{
    /// <summary>Where the first entry behind "." and ".." is. An entry inside an inode states the place that it would have in a block.</summary>
    public const int FirstPlace = HeaderSize + (2 * DotLength);

    private const int HeaderSize = 64;
    private const int DotLength = 16;
    private const int HashSize = 8;
    private const int TailSize = 8;
    private const int ChecksumOffset = 4;
    private const int PlaceUnit = 8;
    private const ushort Unused = 0xFFFF;

    public static bool Fits(IReadOnlyCollection<XfsName> names) =>
        FirstPlace + names.Sum(name => name.EntryLength) + TableLength(names.Count + 2) <= XfsGeometry.BlockSize;

    public static byte[] Bytes(XfsDirectory directory, Guid uuid, ulong diskAddress)
    {
        var block = new byte[XfsGeometry.BlockSize];
        WriteHeader(block, directory.Inode, uuid, diskAddress);
        XfsName[] names =
        [
            new("."u8.ToArray(), directory.Inode, IsDirectory: true),
            new(".."u8.ToArray(), directory.Parent, IsDirectory: true),
            .. directory.Names,
        ];
        var places = new List<(uint Hash, int Place)>();
        var end = HeaderSize;
        foreach (var name in names)
        {
            places.Add((name.Hash, end));
            WriteEntry(block.AsSpan(end, name.EntryLength), name, end);
            end += name.EntryLength;
        }

        WriteFree(block, end, XfsGeometry.BlockSize - TableLength(names.Length));
        WriteTable(block, [.. places.Order()]);
        XfsChecksum.WriteTo(block, ChecksumOffset);
        return block;
    }

    private static int TableLength(int names) => (names * HashSize) + TailSize;

    private static void WriteHeader(Span<byte> block, uint inode, Guid uuid, ulong diskAddress)
    {
        "XDB3"u8.CopyTo(block);
        BinaryPrimitives.WriteUInt64BigEndian(block[8..], diskAddress);
        _ = uuid.TryWriteBytes(block[24..], bigEndian: true, out _);
        BinaryPrimitives.WriteUInt64BigEndian(block[40..], inode);
    }

    private static void WriteEntry(Span<byte> entry, XfsName name, int place)
    {
        BinaryPrimitives.WriteUInt64BigEndian(entry, name.Inode);
        entry[8] = (byte)name.Bytes.Length;
        name.Bytes.Span.CopyTo(entry[9..]);
        entry[9 + name.Bytes.Length] = name.Type;
        BinaryPrimitives.WriteUInt16BigEndian(entry[^2..], (ushort)place);
    }

    // The header names the three longest unused places; there is one at most.
    private static void WriteFree(Span<byte> block, int start, int end)
    {
        if (start == end)
        {
            return;
        }

        var free = block[start..end];
        BinaryPrimitives.WriteUInt16BigEndian(free, Unused);
        BinaryPrimitives.WriteUInt16BigEndian(free[2..], (ushort)free.Length);
        BinaryPrimitives.WriteUInt16BigEndian(free[^2..], (ushort)start);
        BinaryPrimitives.WriteUInt16BigEndian(block[48..], (ushort)start);
        BinaryPrimitives.WriteUInt16BigEndian(block[50..], (ushort)free.Length);
    }

    private static void WriteTable(Span<byte> block, IReadOnlyList<(uint Hash, int Place)> places)
    {
        var table = block[^TableLength(places.Count)..];
        foreach (var (hash, place) in places)
        {
            BinaryPrimitives.WriteUInt32BigEndian(table, hash);
            BinaryPrimitives.WriteUInt32BigEndian(table[4..], (uint)place / PlaceUnit);
            table = table[HashSize..];
        }

        BinaryPrimitives.WriteInt32BigEndian(table, places.Count);
    }
}
