using System.Buffers.Binary;

namespace ImageFactory.Formats.Ext4;

/// <summary>The bitmaps and descriptors of the block groups.</summary>
internal static class Ext4Groups
{
    private const ushort TableIsZeroed = 4;
    private const int BitsPerByte = 8;

    /// <summary>Which blocks of a group are in use; those behind the end of the file system count as such.</summary>
    public static byte[] BlockBitmap(Ext4Layout layout, int group) =>
        Bitmap(UsedBlocks(layout, group), layout.Geometry.BlocksOf(group));

    /// <summary>Which inodes of a group are in use; those that it does not have count as such.</summary>
    public static byte[] InodeBitmap(Ext4Layout layout, int group) =>
        Bitmap(UsedInodes(layout.Geometry, group), layout.Geometry.InodesPerGroup);

    /// <summary>The descriptors.</summary>
    public static byte[] Descriptors(Ext4Layout layout)
    {
        var geometry = layout.Geometry;
        var directories = new int[geometry.Groups];
        foreach (var node in layout.Nodes.Where(node => node.Content is null))
        {
            directories[(node.Inode - 1) / geometry.InodesPerGroup]++;
        }

        var bytes = new byte[geometry.Groups * Ext4Geometry.DescriptorSize];
        for (var group = 0; group < geometry.Groups; group++)
        {
            Write(bytes.AsSpan(group * Ext4Geometry.DescriptorSize, Ext4Geometry.DescriptorSize), layout, group, directories[group]);
        }

        return bytes;
    }

    private static void Write(Span<byte> target, Ext4Layout layout, int group, int directories)
    {
        var geometry = layout.Geometry;
        var uuid = layout.Options.Uuid;
        var freeInodes = (ushort)(geometry.InodesPerGroup - UsedInodes(geometry, group));
        BinaryPrimitives.WriteUInt32LittleEndian(target, (uint)(geometry.BlockBitmap + group));
        BinaryPrimitives.WriteUInt32LittleEndian(target[0x04..], (uint)(geometry.InodeBitmap + group));
        BinaryPrimitives.WriteUInt32LittleEndian(target[0x08..], (uint)(geometry.InodeTable + ((long)group * geometry.TableBlocks)));
        BinaryPrimitives.WriteUInt16LittleEndian(target[0x0C..], (ushort)(geometry.BlocksOf(group) - UsedBlocks(layout, group)));
        BinaryPrimitives.WriteUInt16LittleEndian(target[0x0E..], freeInodes);
        BinaryPrimitives.WriteUInt16LittleEndian(target[0x10..], (ushort)directories);
        BinaryPrimitives.WriteUInt16LittleEndian(target[0x12..], TableIsZeroed);
        BinaryPrimitives.WriteUInt16LittleEndian(target[0x18..], (ushort)Ext4Checksum.OfBitmap(uuid, BlockBitmap(layout, group)));
        BinaryPrimitives.WriteUInt16LittleEndian(target[0x1A..], (ushort)Ext4Checksum.OfBitmap(
            uuid, InodeBitmap(layout, group).AsSpan(0, geometry.InodesPerGroup / BitsPerByte)));
        BinaryPrimitives.WriteUInt16LittleEndian(target[0x1C..], freeInodes);
        BinaryPrimitives.WriteUInt16LittleEndian(target[0x1E..], (ushort)Ext4Checksum.OfGroup(uuid, group, target));
    }

    private static int UsedBlocks(Ext4Layout layout, int group) =>
        (int)Math.Clamp(layout.Used - ((long)group * Ext4Geometry.BlocksPerGroup), 0, layout.Geometry.BlocksOf(group));

    private static int UsedInodes(Ext4Geometry geometry, int group) =>
        (int)Math.Clamp(geometry.Inodes - ((long)group * geometry.InodesPerGroup), 0, geometry.InodesPerGroup);

    private static byte[] Bitmap(int used, int count)
    {
        var bytes = new byte[Ext4Geometry.BlockSize];
        Set(bytes, 0, used);
        Set(bytes, count, Ext4Geometry.BlocksPerGroup);
        return bytes;
    }

    private static void Set(byte[] bytes, int start, int end)
    {
        for (; start < end && start % BitsPerByte != 0; start++)
        {
            bytes[start / BitsPerByte] |= (byte)(1 << (start % BitsPerByte));
        }

        for (; start + BitsPerByte <= end; start += BitsPerByte)
        {
            bytes[start / BitsPerByte] = byte.MaxValue;
        }

        for (; start < end; start++)
        {
            bytes[start / BitsPerByte] |= (byte)(1 << (start % BitsPerByte));
        }
    }
}
