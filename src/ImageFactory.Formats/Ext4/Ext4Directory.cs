using System.Buffers.Binary;

namespace ImageFactory.Formats.Ext4;

/// <summary>The blocks of a directory, a list without an index.</summary>
internal static class Ext4Directory
{
    private const int TailSize = 12;
    private const int Room = Ext4Geometry.BlockSize - TailSize;
    private const byte TailType = 0xDE;

    /// <summary>The blocks that some names take.</summary>
    public static int Blocks(IEnumerable<Ext4Name> names)
    {
        var blocks = 1;
        var used = 0;
        foreach (var length in names.Select(name => name.EntryLength))
        {
            if (used + length > Room)
            {
                blocks++;
                used = 0;
            }

            used += length;
        }

        return blocks;
    }

    /// <summary>The content of a directory.</summary>
    public static byte[] Bytes(Guid uuid, uint inode, IReadOnlyList<Ext4Name> names)
    {
        var bytes = new byte[Blocks(names) * Ext4Geometry.BlockSize];
        var (start, used, last) = (0, 0, 0);
        foreach (var name in names)
        {
            if (used + name.EntryLength > Room)
            {
                Close(uuid, inode, bytes.AsSpan(start, Ext4Geometry.BlockSize), last);
                (start, used) = (start + Ext4Geometry.BlockSize, 0);
            }

            var entry = bytes.AsSpan(start + used, name.EntryLength);
            BinaryPrimitives.WriteUInt32LittleEndian(entry, name.Inode);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[4..], (ushort)name.EntryLength);
            entry[6] = (byte)name.Bytes.Length;
            entry[7] = name.Type;
            name.Bytes.Span.CopyTo(entry[8..]);
            (last, used) = (used, used + name.EntryLength);
        }

        Close(uuid, inode, bytes.AsSpan(start), last);
        return bytes;
    }

    // The last entry of a block reaches to its tail, which looks like an entry that is not in use.
    private static void Close(Guid uuid, uint inode, Span<byte> block, int last)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(block[(last + 4)..], (ushort)(Room - last));
        var tail = block[Room..];
        BinaryPrimitives.WriteUInt16LittleEndian(tail[4..], TailSize);
        tail[7] = TailType;
        BinaryPrimitives.WriteUInt32LittleEndian(tail[8..], Ext4Checksum.OfInode(uuid, inode, block[..Room]));
    }
}
