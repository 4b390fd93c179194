using System.Buffers.Binary;

namespace ImageFactory.Formats.Ext4;

/// <summary>An inode as it is on the disk.</summary>
internal static class Ext4Inode
{
    private const int RegularFile = 0x8000;
    private const int Directory = 0x4000;
    private const uint HasExtents = 0x80000;
    private const int SectorsPerBlock = Ext4Geometry.BlockSize / 512;
    private const int ExtentsOffset = 0x28;
    private const int ExtentsLength = 60;
    private const ushort ExtraSize = 32;
    private const int HalfBits = 16;

    /// <summary>Writes an inode into 256 bytes of zeros.</summary>
    public static void WriteTo(Span<byte> target, Ext4Node node, Ext4Options options)
    {
        var mode = (node.Content is null ? Directory : RegularFile) | node.Permissions;
        BinaryPrimitives.WriteUInt16LittleEndian(target, (ushort)mode);
        BinaryPrimitives.WriteUInt32LittleEndian(target[0x04..], (uint)node.Size);
        BinaryPrimitives.WriteUInt32LittleEndian(target[0x08..], options.Time);
        BinaryPrimitives.WriteUInt32LittleEndian(target[0x0C..], options.Time);
        BinaryPrimitives.WriteUInt32LittleEndian(target[0x10..], options.Time);
        BinaryPrimitives.WriteUInt16LittleEndian(target[0x1A..], node.Links);
        BinaryPrimitives.WriteUInt32LittleEndian(target[0x1C..], (uint)((node.Blocks + node.ExtentBlocks) * SectorsPerBlock));
        BinaryPrimitives.WriteUInt32LittleEndian(target[0x20..], HasExtents);
        Ext4Extents.WriteRoot(target.Slice(ExtentsOffset, ExtentsLength), node);
        BinaryPrimitives.WriteUInt32LittleEndian(target[0x6C..], (uint)(node.Size >> (2 * HalfBits)));
        BinaryPrimitives.WriteUInt16LittleEndian(target[0x80..], ExtraSize);
        BinaryPrimitives.WriteUInt32LittleEndian(target[0x90..], options.Time);
        Seal(target, node.Inode, options.Uuid);
    }

    /// <summary>Writes the checksum of a finished inode.</summary>
    private static void Seal(Span<byte> target, uint inode, Guid uuid)
    {
        var checksum = Ext4Checksum.OfInode(uuid, inode, target);
        BinaryPrimitives.WriteUInt16LittleEndian(target[0x7C..], (ushort)checksum);
        BinaryPrimitives.WriteUInt16LittleEndian(target[0x82..], (ushort)(checksum >> HalfBits));
    }
}
