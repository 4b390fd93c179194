using System.Buffers.Binary;

namespace ImageFactory.Formats.Xfs;

/// <summary>The blocks of an allocation group that its indexes can grow into ("AG Free List": AGFL).</summary>
internal readonly record struct XfsFreeList
{
    /// <summary>The sector of the group where it is.</summary>
    public const int Sector = 3;

    /// <summary>The slot of the first block; mkfs.xfs leaves one empty.</summary>
    public const uint FirstSlot = 1;

    private const int HeaderSize = 36;
    private const int ChecksumOffset = 32;

    public required XfsGeometry Geometry { get; init; }

    public required Guid Uuid { get; init; }

    public required int Group { get; init; }

    public void WriteTo(Span<byte> destination)
    {
        var sector = destination[..Geometry.SectorSize];
        sector.Clear();
        "XAFL"u8.CopyTo(sector);
        BinaryPrimitives.WriteInt32BigEndian(sector[4..], Group);
        _ = Uuid.TryWriteBytes(sector[8..], bigEndian: true, out _);
        sector[HeaderSize..].Fill(byte.MaxValue);
        for (var index = 0u; index < XfsGeometry.FreeListBlocks; index++)
        {
            var slot = HeaderSize + ((FirstSlot + index) * sizeof(uint));
            BinaryPrimitives.WriteUInt32BigEndian(sector[(int)slot..], Geometry.FreeList(Group) + index);
        }

        XfsChecksum.WriteTo(sector, ChecksumOffset);
    }
}
