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

    /// <summary>A catalog whose only entry is an image for UEFI, without emulation.</summary>
    public static void WriteCatalog(Span<byte> destination, uint imageBlock, long imageLength)
    {
        destination[0] = 1;
        destination[1] = EfiPlatform;
        destination[30] = 0x55;
        destination[31] = 0xAA;
        BinaryPrimitives.WriteUInt16LittleEndian(destination[28..], CheckSum(destination[..32]));

        // The length is counted in 16 bits. Zero, as longer images have it, means to firmware: up to the end of the medium.
        var sectors = imageLength / SectorSize;
        destination[32] = Bootable;
        BinaryPrimitives.WriteUInt16LittleEndian(destination[38..], sectors <= ushort.MaxValue ? (ushort)sectors : (ushort)0);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[40..], imageBlock);
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
