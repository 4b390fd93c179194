using System.Buffers.Binary;

namespace ImageFactory.Formats.Vmdk;

/// <summary>
/// The sector in front of metadata (VMware: Virtual Disk Format 5.0, "Stream-Optimized Compressed Sparse Extents"). Numbers are
/// little-endian.
/// </summary>
/// <param name="Sectors">How many sectors follow.</param>
/// <param name="Type">What they are.</param>
internal readonly record struct VmdkMarker(long Sectors, VmdkMarkerType Type)
{
    /// <summary>Length in bytes.</summary>
    public const int Size = VmdkFormat.SectorSize;

    public void WriteTo(Span<byte> destination)
    {
        destination[..Size].Clear();
        BinaryPrimitives.WriteInt64LittleEndian(destination, Sectors);
        BinaryPrimitives.WriteInt32LittleEndian(destination[12..], (int)Type);
    }
}
