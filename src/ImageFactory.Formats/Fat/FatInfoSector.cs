using System.Buffers.Binary;

namespace ImageFactory.Formats.Fat;

/// <summary>The FSInfo sector (Microsoft FAT specification, "FAT32 FSInfo Sector Structure and Backup Boot Sector").</summary>
/// <param name="FreeClusters">How many clusters are free.</param>
/// <param name="LastAllocated">The cluster behind which to look for a free one first.</param>
internal readonly record struct FatInfoSector(uint FreeClusters, uint LastAllocated)
{
    /// <summary>Length in bytes, whatever the sector size.</summary>
    public const int Size = 512;

    /// <summary>The sector where it is; its copy is in the sector behind that of the boot sector.</summary>
    public const int Sector = 1;

    public void WriteTo(Span<byte> destination)
    {
        destination[..Size].Clear();
        "RRaA"u8.CopyTo(destination);
        "rrAa"u8.CopyTo(destination[484..]);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[488..], FreeClusters);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[492..], LastAllocated);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[510..], 0xAA55);
    }
}
