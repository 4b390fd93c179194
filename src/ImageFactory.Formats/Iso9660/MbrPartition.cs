using System.Buffers.Binary;

namespace ImageFactory.Formats.Iso9660;

/// <summary>An entry of the partition table in the first sector.</summary>
/// <param name="Type">The type of the partition.</param>
/// <param name="Start">The first sector of 512 bytes.</param>
/// <param name="Count">The sectors.</param>
/// <param name="IsActive">Whether a BIOS may boot from it: some boot no disk without such a partition.</param>
internal readonly record struct MbrPartition(byte Type, uint Start, uint Count, bool IsActive = false)
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 16;

    /// <summary>The offset of the first entry in the sector.</summary>
    public const int TableOffset = 446;

    /// <summary>Nothing that firmware has to look at; Linux shows it all the same.</summary>
    public const byte Empty = 0x00;

    /// <summary>An EFI system partition.</summary>
    public const byte EfiSystem = 0xEF;

    private const uint Heads = 64;
    private const uint SectorsPerTrack = 32;
    private const uint MostCylinders = 1024;

    public void WriteTo(Span<byte> destination)
    {
        destination[0] = IsActive ? (byte)0x80 : (byte)0;
        WriteChs(destination[1..], Start);
        destination[4] = Type;
        WriteChs(destination[5..], Start + Count - 1);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], Start);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[12..], Count);
    }

    private static void WriteChs(Span<byte> destination, uint sector)
    {
        var cylinder = sector / (Heads * SectorsPerTrack);
        if (cylinder >= MostCylinders)
        {
            // Out of reach, as every partitioning program writes it.
            ((ReadOnlySpan<byte>)[0xFE, 0xFF, 0xFF]).CopyTo(destination);
            return;
        }

        destination[0] = (byte)(sector / SectorsPerTrack % Heads);
        destination[1] = (byte)((sector % SectorsPerTrack) + 1 + (cylinder >> 8 << 6));
        destination[2] = (byte)(cylinder & 0xFF);
    }
}
