using System.Buffers.Binary;

namespace ImageFactory.Formats.Ext4;

/// <summary>The extent tree of an inode whose content is one run of blocks.</summary>
internal static class Ext4Extents
{
    private const ushort Magic = 0xF30A;
    private const int RecordSize = 12;
    private const int ChecksumOffset = Ext4Geometry.BlockSize - sizeof(uint);

    /// <summary>Writes the root of the tree, 60 bytes of the inode.</summary>
    public static void WriteRoot(Span<byte> root, Ext4Node node)
    {
        if (node.ExtentBlocks == 0)
        {
            Write(root, node, 0, Ext4Geometry.ExtentsPerInode);
            return;
        }

        Header(root, node.ExtentBlocks, Ext4Geometry.ExtentsPerInode, depth: 1);
        for (var index = 0; index < node.ExtentBlocks; index++)
        {
            var record = root[((index + 1) * RecordSize)..];
            BinaryPrimitives.WriteUInt32LittleEndian(record, (uint)(index * Ext4Geometry.ExtentsPerBlock * Ext4Geometry.LongestExtent));
            BinaryPrimitives.WriteUInt32LittleEndian(record[4..], (uint)(node.Start + index));
        }
    }

    /// <summary>The blocks of extents.</summary>
    public static byte[] Bytes(Guid uuid, Ext4Node node)
    {
        var bytes = new byte[node.ExtentBlocks * Ext4Geometry.BlockSize];
        for (var index = 0; index < node.ExtentBlocks; index++)
        {
            var block = bytes.AsSpan(index * Ext4Geometry.BlockSize, Ext4Geometry.BlockSize);
            Write(block, node, index * Ext4Geometry.ExtentsPerBlock, Ext4Geometry.ExtentsPerBlock);
            BinaryPrimitives.WriteUInt32LittleEndian(
                block[ChecksumOffset..], Ext4Checksum.OfInode(uuid, node.Inode, block[..ChecksumOffset]));
        }

        return bytes;
    }

    private static void Write(Span<byte> target, Ext4Node node, int first, int room)
    {
        var all = (int)Ext4Geometry.DivideUp(node.Blocks, Ext4Geometry.LongestExtent);
        var count = Math.Min(all - first, room);
        Header(target, count, room, depth: 0);
        for (var index = 0; index < count; index++)
        {
            var record = target[((index + 1) * RecordSize)..];
            var logical = (long)(first + index) * Ext4Geometry.LongestExtent;
            BinaryPrimitives.WriteUInt32LittleEndian(record, (uint)logical);
            BinaryPrimitives.WriteUInt16LittleEndian(record[4..], (ushort)Math.Min(node.Blocks - logical, Ext4Geometry.LongestExtent));
            BinaryPrimitives.WriteUInt32LittleEndian(record[8..], (uint)(node.Start + node.ExtentBlocks + logical));
        }
    }

    private static void Header(Span<byte> target, int count, int room, ushort depth)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(target, Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(target[2..], (ushort)count);
        BinaryPrimitives.WriteUInt16LittleEndian(target[4..], (ushort)room);
        BinaryPrimitives.WriteUInt16LittleEndian(target[6..], depth);
    }
}
