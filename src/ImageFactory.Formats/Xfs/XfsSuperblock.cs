using System.Buffers.Binary;
using System.Text;

namespace ImageFactory.Formats.Xfs;

/// <summary>The superblock ("Superblocks"), of which every allocation group has a copy.</summary>
internal readonly record struct XfsSuperblock
{
    /// <summary>The inodes of the real-time device follow that of the root directory.</summary>
    public const int RealTimeInodes = 2;

    /// <summary>The length of the longest label.</summary>
    public const int LabelLength = 12;

    private const int ChecksumOffset = 224;

    // Version 5 with version 2 of logs, directories and attributes, aligned inodes, unwritten extents and more features behind.
    private const ushort Version = 0xB4A5;
    private const ushort SectorVersion = 0x0800;

    // Counters in memory only, version 2 of attributes, 32 bits of project IDs and CRCs: what version 5 demands.
    private const uint MoreFeatures = 0x018A;

    // The type of a file in its directory entry. Whatever else there is (big times, sparse inodes, reverse maps) is left out, so that
    // GRUB 2.06 reads it.
    private const uint Incompatible = 0x0001;

    private const byte InodePercentage = 25;

    public required XfsGeometry Geometry { get; init; }

    public required XfsOptions Options { get; init; }

    public required ulong Inodes { get; init; }

    public required ulong FreeInodes { get; init; }

    /// <summary>All free blocks, with those of the free lists.</summary>
    public required ulong FreeBlocks { get; init; }

    public void WriteTo(Span<byte> destination, bool isCopy)
    {
        var sector = destination[..Geometry.SectorSize];
        sector.Clear();
        WriteSizes(sector);
        WriteState(sector);

        // A copy never counts as complete, so that nobody takes it for the first by mistake.
        sector[126] = isCopy ? (byte)1 : (byte)0;
        XfsChecksum.WriteTo(sector, ChecksumOffset);
    }

    private void WriteSizes(Span<byte> sector)
    {
        "XFSB"u8.CopyTo(sector);
        BinaryPrimitives.WriteUInt32BigEndian(sector[4..], XfsGeometry.BlockSize);
        BinaryPrimitives.WriteUInt64BigEndian(sector[8..], Geometry.TotalBlocks);
        BinaryPrimitives.WriteUInt64BigEndian(sector[48..], Geometry.BlockNumber(XfsGeometry.LogGroup, Geometry.LogBlock));
        BinaryPrimitives.WriteUInt32BigEndian(sector[80..], 1); // real-time extent, though there is no real-time device
        BinaryPrimitives.WriteUInt32BigEndian(sector[84..], Geometry.GroupBlocks);
        BinaryPrimitives.WriteUInt32BigEndian(sector[88..], XfsGeometry.Groups);
        BinaryPrimitives.WriteUInt32BigEndian(sector[96..], XfsGeometry.LogBlocks);
        BinaryPrimitives.WriteUInt16BigEndian(sector[102..], (ushort)Geometry.SectorSize);
        BinaryPrimitives.WriteUInt16BigEndian(sector[104..], XfsGeometry.InodeSize);
        BinaryPrimitives.WriteUInt16BigEndian(sector[106..], XfsGeometry.InodesPerBlock);
        sector[120] = XfsGeometry.BlockBits;
        sector[121] = Geometry.SectorBits;
        sector[122] = XfsGeometry.InodeBits;
        sector[123] = XfsGeometry.BlockBits - XfsGeometry.InodeBits;
        sector[124] = (byte)Geometry.GroupBits;
        sector[127] = InodePercentage;
        BinaryPrimitives.WriteUInt32BigEndian(sector[180..], XfsGeometry.ChunkAlignment);
        WriteLogSizes(sector);
    }

    private void WriteLogSizes(Span<byte> sector)
    {
        if (!Geometry.HasLargeSectors)
        {
            BinaryPrimitives.WriteUInt32BigEndian(sector[196..], 1); // no stripes
            return;
        }

        sector[193] = Geometry.SectorBits;
        BinaryPrimitives.WriteUInt16BigEndian(sector[194..], (ushort)Geometry.SectorSize);
        BinaryPrimitives.WriteUInt32BigEndian(sector[196..], (uint)Geometry.SectorSize);
    }

    private void WriteState(Span<byte> sector)
    {
        _ = Options.Uuid.TryWriteBytes(sector[32..], bigEndian: true, out _);
        for (var inode = 0; inode <= RealTimeInodes; inode++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(sector[(56 + (inode * sizeof(ulong)))..], Geometry.RootInode + (uint)inode);
        }

        var version = Geometry.HasLargeSectors ? Version | SectorVersion : Version;
        BinaryPrimitives.WriteUInt16BigEndian(sector[100..], (ushort)version);
        Encoding.ASCII.GetBytes(Options.Label, sector[108..]);
        BinaryPrimitives.WriteUInt64BigEndian(sector[128..], Inodes);
        BinaryPrimitives.WriteUInt64BigEndian(sector[136..], FreeInodes);
        BinaryPrimitives.WriteUInt64BigEndian(sector[144..], FreeBlocks);
        BinaryPrimitives.WriteUInt32BigEndian(sector[200..], MoreFeatures);
        BinaryPrimitives.WriteUInt32BigEndian(sector[204..], MoreFeatures); // where a compiler once put them
        BinaryPrimitives.WriteUInt32BigEndian(sector[216..], Incompatible);
    }
}
