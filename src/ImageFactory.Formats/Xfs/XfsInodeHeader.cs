using System.Buffers.Binary;

namespace ImageFactory.Formats.Xfs;

/// <summary>The header of the inodes of an allocation group ("Inode Information": AGI).</summary>
internal readonly record struct XfsInodeHeader
{
    /// <summary>The sector of the group where it is.</summary>
    public const int Sector = 2;

    private const uint Version = 1;
    private const uint Levels = 1;
    private const uint None = uint.MaxValue;
    private const int UnlinkedOffset = 40;
    private const int UnlinkedLists = 64;
    private const int ChecksumOffset = 312;

    public required XfsGeometry Geometry { get; init; }

    public required Guid Uuid { get; init; }

    public required int Group { get; init; }

    /// <summary>All inodes of the group, used or not.</summary>
    public required uint Inodes { get; init; }

    public required uint FreeInodes { get; init; }

    public void WriteTo(Span<byte> destination)
    {
        var sector = destination[..Geometry.SectorSize];
        sector.Clear();
        "XAGI"u8.CopyTo(sector);
        BinaryPrimitives.WriteUInt32BigEndian(sector[4..], Version);
        BinaryPrimitives.WriteInt32BigEndian(sector[8..], Group);
        BinaryPrimitives.WriteUInt32BigEndian(sector[12..], Geometry.BlocksOf(Group));
        BinaryPrimitives.WriteUInt32BigEndian(sector[16..], Inodes);
        BinaryPrimitives.WriteUInt32BigEndian(sector[20..], Geometry.InodeIndex);
        BinaryPrimitives.WriteUInt32BigEndian(sector[24..], Levels);
        BinaryPrimitives.WriteUInt32BigEndian(sector[28..], FreeInodes);
        BinaryPrimitives.WriteUInt32BigEndian(sector[32..], Inodes == 0 ? None : NewestChunk);
        BinaryPrimitives.WriteUInt32BigEndian(sector[36..], None);
        sector.Slice(UnlinkedOffset, UnlinkedLists * sizeof(uint)).Fill(byte.MaxValue);
        _ = Uuid.TryWriteBytes(sector[296..], bigEndian: true, out _);
        XfsChecksum.WriteTo(sector, ChecksumOffset);
    }

    private uint NewestChunk => Geometry.RootInode + Inodes - XfsGeometry.InodesPerChunk;
}
