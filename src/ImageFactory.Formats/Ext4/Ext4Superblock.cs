using System.Buffers.Binary;
using System.Text;

namespace ImageFactory.Formats.Ext4;

/// <summary>The superblock.</summary>
internal static class Ext4Superblock
{
    /// <summary>Where it begins on the disk, in bytes.</summary>
    public const int Offset = 1024;

    private const int Size = 1024;
    private const int ChecksumOffset = Size - sizeof(uint);
    private const int LogBlockSize = 2;
    private const uint SparseSuper2 = 0x200;
    private const uint FileTypeExtentsFlexible = 0x2 | 0x40 | 0x200;
    private const uint LargeFileManyLinksExtraSizeChecksums = 0x2 | 0x20 | 0x40 | 0x400;
    private const uint SignedHash = 1;
    private const ushort ExtraSize = 32;

    /// <summary>The bytes.</summary>
    public static byte[] Bytes(Ext4Layout layout)
    {
        var bytes = new byte[Size];
        var geometry = layout.Geometry;
        var inodes = geometry.Groups * geometry.InodesPerGroup;
        Number(0x00, (uint)inodes);
        Number(0x04, (uint)geometry.Blocks);
        Number(0x0C, (uint)(geometry.Blocks - layout.Used));
        Number(0x10, (uint)(inodes - geometry.Inodes));
        Number(0x18, LogBlockSize);
        Number(0x1C, LogBlockSize);
        Number(0x20, Ext4Geometry.BlocksPerGroup);
        Number(0x24, Ext4Geometry.BlocksPerGroup);
        Number(0x28, (uint)geometry.InodesPerGroup);
        Number(0x30, layout.Options.Time);
        Short(0x36, ushort.MaxValue);
        Short(0x38, 0xEF53);
        Short(0x3A, 1);
        Short(0x3C, 1);
        Number(0x40, layout.Options.Time);
        Number(0x4C, 1);
        Number(0x54, Ext4Geometry.FirstInode);
        Short(0x58, Ext4Geometry.InodeSize);
        Number(0x5C, SparseSuper2);
        Number(0x60, FileTypeExtentsFlexible);
        Number(0x64, LargeFileManyLinksExtraSizeChecksums);
        layout.Options.Uuid.TryWriteBytes(bytes.AsSpan(0x68), bigEndian: true, out _);
        Encoding.ASCII.GetBytes(layout.Options.Label, bytes.AsSpan(0x78));
        layout.Options.HashSeed.TryWriteBytes(bytes.AsSpan(0xEC), bigEndian: true, out _);
        bytes[0xFC] = 1;
        Number(0x108, layout.Options.Time);
        Short(0x15C, ExtraSize);
        Short(0x15E, ExtraSize);
        Number(0x160, SignedHash);
        bytes[0x174] = 4;
        bytes[0x175] = 1;
        Number(ChecksumOffset, Ext4Checksum.OfSuperblock(bytes.AsSpan(0, ChecksumOffset)));
        return bytes;

        void Number(int offset, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(offset), value);
        void Short(int offset, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(offset), value);
    }
}
