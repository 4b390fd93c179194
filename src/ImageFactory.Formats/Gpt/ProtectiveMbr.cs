using System.Buffers.Binary;

namespace ImageFactory.Formats.Gpt;

/// <summary>
/// The first sector, which keeps programs that know no GPT away from the disk (UEFI specification 2.10, section 5.2.3) and may hold code
/// for a BIOS.
/// </summary>
internal readonly record struct ProtectiveMbr(long LastSector, ReadOnlyMemory<byte> BootCode)
{
    /// <summary>Length in bytes, whatever the sector size.</summary>
    public const int Size = 512;

    /// <summary>The offset of the first partition record, and so the room for code in bytes.</summary>
    public const int TableOffset = 446;

    // Not active; the addresses by cylinder, head and sector are those of sector 1 and of what is out of reach.
    private static ReadOnlySpan<byte> Record => [0x00, 0x00, 0x02, 0x00, 0xEE, 0xFF, 0xFF, 0xFF, 0x01, 0x00, 0x00, 0x00];

    public void WriteTo(Span<byte> destination)
    {
        destination[..Size].Clear();
        BootCode.Span.CopyTo(destination);
        Record.CopyTo(destination[TableOffset..]);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[(TableOffset + Record.Length)..], (uint)Math.Min(LastSector, uint.MaxValue));
        BinaryPrimitives.WriteUInt16LittleEndian(destination[510..], 0xAA55);
    }
}
