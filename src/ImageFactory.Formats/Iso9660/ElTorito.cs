using System.Buffers.Binary;

namespace ImageFactory.Formats.Iso9660;

/// <summary>What firmware boots a CD from (El Torito Bootable CD-ROM Format Specification 1.0; UEFI 2.10, 13.3.2.1).</summary>
internal static class ElTorito
{
    /// <summary>Length of the boot catalog in bytes.</summary>
    public const int CatalogSize = 2048;

    /// <summary>The platform of images for UEFI.</summary>
    public const byte EfiPlatform = 0xEF;

    private const int EntrySize = 32;
    private const byte BiosPlatform = 0;
    private const ushort BiosSectors = 4;
    private const byte Bootable = 0x88;
    private const byte SectionHeader = 0x90;
    private const byte LastSectionHeader = 0x91;
    private const int SectorSize = 512;

    /// <summary>The boot record volume descriptor, which points to the catalog.</summary>
    public static void WriteBootRecord(Span<byte> destination, uint catalogBlock)
    {
        "\0CD001\x01"u8.CopyTo(destination);
        "EL TORITO SPECIFICATION"u8.CopyTo(destination[7..]);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[71..], catalogBlock);
    }

    /// <summary>A catalog of what firmware boots, without emulation: an image for UEFI, and before it perhaps one for a BIOS.</summary>
    /// <param name="destination">Where it is written to.</param>
    /// <param name="biosBlock">The block of the image for a BIOS, of which a BIOS loads one block; null when there is none.</param>
    /// <param name="block">The block of the image for UEFI.</param>
    /// <param name="length">Its length in bytes.</param>
    public static void WriteCatalog(Span<byte> destination, uint? biosBlock, uint block, long length)
    {
        // The length is counted in 16 bits. Zero, as longer images have it, means to firmware: up to the end of the medium.
        var sectors = length / SectorSize;
        var efiSectors = sectors <= ushort.MaxValue ? (ushort)sectors : (ushort)0;
        WriteValidation(destination, biosBlock is null ? EfiPlatform : BiosPlatform);
        var entry = destination[EntrySize..];
        if (biosBlock is { } image)
        {
            WriteEntry(entry, BiosSectors, image);
            entry = entry[EntrySize..];
            entry[0] = LastSectionHeader;
            entry[1] = EfiPlatform;
            entry[2] = 1; // one entry follows
            entry = entry[EntrySize..];
        }

        WriteEntry(entry, efiSectors, block);
    }

    private static void WriteValidation(Span<byte> entry, byte platform)
    {
        entry[0] = 1;
        entry[1] = platform;
        entry[30] = 0x55;
        entry[31] = 0xAA;
        BinaryPrimitives.WriteUInt16LittleEndian(entry[28..], CheckSum(entry[..EntrySize]));
    }

    private static void WriteEntry(Span<byte> entry, ushort sectors, uint block)
    {
        entry[0] = Bootable;
        BinaryPrimitives.WriteUInt16LittleEndian(entry[6..], sectors);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[8..], block);
    }

    /// <summary>The platform and the block of each bootable entry.</summary>
    /// <exception cref="InvalidDataException">The catalog does not start with a valid entry.</exception>
    public static IReadOnlyList<(byte Platform, uint Block)> ReadCatalog(ReadOnlySpan<byte> catalog)
    {
        if (catalog[0] != 1 || CheckSum(catalog[..EntrySize]) != 0)
        {
            throw new InvalidDataException("The boot catalog of the ISO 9660 image does not start with a valid entry.");
        }

        var entries = new List<(byte, uint)>();
        var platform = catalog[1];
        for (var rest = catalog[EntrySize..]; rest.Length >= EntrySize; rest = rest[EntrySize..])
        {
            platform = rest[0] is SectionHeader or LastSectionHeader ? rest[1] : platform;
            if (rest[0] == Bootable)
            {
                entries.Add((platform, BinaryPrimitives.ReadUInt32LittleEndian(rest[8..])));
            }
        }

        return entries;
    }

    // All words of the entry add up to zero.
    private static ushort CheckSum(ReadOnlySpan<byte> entry)
    {
        var sum = 0;
        for (var offset = 0; offset < entry.Length; offset += 2)
        {
            sum += BinaryPrimitives.ReadUInt16LittleEndian(entry[offset..]);
        }

        return unchecked((ushort)-sum);
    }
}
