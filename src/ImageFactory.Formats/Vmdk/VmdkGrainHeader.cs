using System.Buffers.Binary;

namespace ImageFactory.Formats.Vmdk;

/// <summary>
/// What stands in front of a grain's zlib stream (VMware: Virtual Disk Format 5.0, "Stream-Optimized Compressed Sparse Extents").
/// Numbers are little-endian.
/// </summary>
/// <param name="Number">Which grain of the disk it is.</param>
/// <param name="Length">The length of the zlib stream in bytes.</param>
internal readonly record struct VmdkGrainHeader(long Number, int Length)
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 12;

    /// <summary>Its length with the zlib stream and the zeros behind, in sectors.</summary>
    public int Sectors => (Size + Length + VmdkFormat.SectorSize - 1) / VmdkFormat.SectorSize;

    public void WriteTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteInt64LittleEndian(destination, Number * VmdkFormat.GrainSectors);
        BinaryPrimitives.WriteInt32LittleEndian(destination[8..], Length);
    }
}
