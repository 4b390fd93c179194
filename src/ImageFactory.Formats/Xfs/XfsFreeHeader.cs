using System.Buffers.Binary;

namespace ImageFactory.Formats.Xfs;

/// <summary>The header of the free space of an allocation group ("AG Free Space Block": AGF).</summary>
internal readonly record struct XfsFreeHeader
{
    /// <summary>The sector of the group where it is.</summary>
    public const int Sector = 1;

    private const uint Version = 1;
    private const uint Levels = 1;
    private const int ChecksumOffset = 216;

    public required XfsGeometry Geometry { get; init; }

    public required Guid Uuid { get; init; }

    public required int Group { get; init; }

    public required IReadOnlyList<XfsRun> Free { get; init; }

    public void WriteTo(Span<byte> destination)
    {
        var sector = destination[..Geometry.SectorSize];
        sector.Clear();
        "XAGF"u8.CopyTo(sector);
        BinaryPrimitives.WriteUInt32BigEndian(sector[4..], Version);
        BinaryPrimitives.WriteInt32BigEndian(sector[8..], Group);
        BinaryPrimitives.WriteUInt32BigEndian(sector[12..], Geometry.BlocksOf(Group));
        BinaryPrimitives.WriteUInt32BigEndian(sector[16..], Geometry.PlaceIndex);
        BinaryPrimitives.WriteUInt32BigEndian(sector[20..], Geometry.LengthIndex);
        BinaryPrimitives.WriteUInt32BigEndian(sector[28..], Levels);
        BinaryPrimitives.WriteUInt32BigEndian(sector[32..], Levels);
        BinaryPrimitives.WriteUInt32BigEndian(sector[40..], XfsFreeList.FirstSlot);
        BinaryPrimitives.WriteUInt32BigEndian(sector[44..], XfsFreeList.FirstSlot + XfsGeometry.FreeListBlocks - 1);
        BinaryPrimitives.WriteUInt32BigEndian(sector[48..], XfsGeometry.FreeListBlocks);
        BinaryPrimitives.WriteUInt32BigEndian(sector[52..], (uint)Free.Sum(run => run.Count));
        BinaryPrimitives.WriteUInt32BigEndian(sector[56..], Free.Count == 0 ? 0 : Free.Max(run => run.Count));
        _ = Uuid.TryWriteBytes(sector[64..], bigEndian: true, out _);
        XfsChecksum.WriteTo(sector, ChecksumOffset);
    }
}
