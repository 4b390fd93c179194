using System.Buffers.Binary;

namespace ImageFactory.Formats.Vmdk;

/// <summary>
/// The header of a stream-optimized extent, at its start and in its footer (VMware: Virtual Disk Format 5.0, "Hosted Sparse Extent
/// Header"). Numbers are little-endian.
/// </summary>
internal readonly record struct VmdkHeader
{
    /// <summary>Length in bytes.</summary>
    public const int Size = VmdkFormat.SectorSize;

    /// <summary>In place of the directory's sector: it is in the footer.</summary>
    public const ulong DirectoryInFooter = ulong.MaxValue;

    // The test of line ends is there, grains are compressed, and markers stand in front of grains and tables.
    private const uint Flags = 1 | (1 << 16) | (1 << 17);
    private const uint Version = 3;
    private const ushort Deflate = 1;

    /// <summary>The length of the disk in sectors.</summary>
    public required long Capacity { get; init; }

    /// <summary>The sector of the grain directory, or <see cref="DirectoryInFooter"/>.</summary>
    public required ulong DirectorySector { get; init; }

    public void WriteTo(Span<byte> destination)
    {
        destination[..Size].Clear();
        "KDMV"u8.CopyTo(destination);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], Version);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], Flags);
        BinaryPrimitives.WriteInt64LittleEndian(destination[12..], Capacity);
        BinaryPrimitives.WriteInt64LittleEndian(destination[20..], VmdkFormat.GrainSectors);
        BinaryPrimitives.WriteInt64LittleEndian(destination[28..], VmdkFormat.DescriptorSector);
        BinaryPrimitives.WriteInt64LittleEndian(destination[36..], VmdkFormat.DescriptorSectors);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[44..], VmdkFormat.TableEntries);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[56..], DirectorySector);
        BinaryPrimitives.WriteInt64LittleEndian(destination[64..], VmdkFormat.OverheadSectors);
        "\n \r\n"u8.CopyTo(destination[73..]);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[77..], Deflate);
    }
}
