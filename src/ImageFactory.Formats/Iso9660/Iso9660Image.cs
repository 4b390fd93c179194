using System.Buffers.Binary;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Iso9660;

/// <summary>
/// Composes ISO 9660 images of level 3 with Rock Ridge that UEFI, and perhaps a BIOS, boots as a CD (El Torito) and as a USB stick (a
/// partition table), the EFI system partition behind the files. Directories may be nested deeper than the eight levels of ECMA-119, 6.8.2.1: no reader of
/// Rock Ridge counts them.
/// </summary>
public static class Iso9660Image
{
    /// <summary>The image of a layout.</summary>
    public static ExtentMap Map(Iso9660Layout layout)
    {
        var volume = new IsoVolume(layout);
        var builder = new ExtentMapBuilder()
            .AppendSparse(PartitionTable(layout))
            .PadTo(Iso9660Layout.FirstDescriptor * Iso9660Layout.BlockSize)
            .AppendSparse(volume.Descriptor())
            .AppendSparse(BootRecord(layout))
            .AppendSparse(Terminator());
        volume.AppendTree(builder);
        builder.AppendSparse(BootCatalog(layout));
        foreach (var placement in layout.Placements.Where(placement => !layout.IsShared(placement.Entry)))
        {
            builder.Append(Content(layout, placement.Entry)).PadTo(Iso9660Layout.BlockSize);
        }

        builder.AppendZeros(layout.PartitionOffset - builder.Length).Append(layout.Tree.EfiSystemPartition);
        return builder.AppendZeros(layout.Length - builder.Length).Build();
    }

    private static ExtentMap Content(Iso9660Layout layout, Iso9660Entry entry)
    {
        if (entry.PartitionOffset is { } offset)
        {
            return layout.Tree.EfiSystemPartition.Slice(offset, entry.Length);
        }

        return layout.Tree.BiosBoot is { } bios && bios.IsImage(entry) ? bios.ImageAt(layout.BlockOf(entry), entry.Content) : entry.Content;
    }

    // The first entry shows the same volume as the whole medium does: its tree points at what lies in the second one. Firmware does not
    // look at an entry of its type, so it does not find that the two overlap.
    private static byte[] PartitionTable(Iso9660Layout layout)
    {
        var all = (uint)(layout.Length / Iso9660Layout.MbrSector);
        var start = (uint)(layout.PartitionOffset / Iso9660Layout.MbrSector);
        var count = (uint)(layout.Tree.EfiSystemPartition.Length / Iso9660Layout.MbrSector);
        var sector = new byte[Iso9660Layout.MbrSector];
        layout.Tree.BiosBoot?.WriteBootCode(sector, layout.BiosBlock.GetValueOrDefault());
        var table = sector.AsSpan(MbrPartition.TableOffset);
        new MbrPartition(MbrPartition.Empty, Start: 0, all, IsActive: layout.BiosBlock is not null).WriteTo(table);
        new MbrPartition(MbrPartition.EfiSystem, start, count).WriteTo(table[MbrPartition.Size..]);
        BinaryPrimitives.WriteUInt16LittleEndian(sector.AsSpan(510), 0xAA55);
        return sector;
    }

    private static byte[] BootRecord(Iso9660Layout layout)
    {
        var bytes = new byte[Iso9660Layout.BlockSize];
        ElTorito.WriteBootRecord(bytes, layout.CatalogBlock);
        return bytes;
    }

    private static byte[] BootCatalog(Iso9660Layout layout)
    {
        var bytes = new byte[ElTorito.CatalogSize];
        ElTorito.WriteCatalog(
            bytes,
            layout.BiosBlock,
            (uint)(layout.PartitionOffset / Iso9660Layout.BlockSize),
            layout.Tree.EfiSystemPartition.Length);
        return bytes;
    }

    // The volume descriptor set terminator (ECMA-119, 8.3).
    private static byte[] Terminator()
    {
        var bytes = new byte[Iso9660Layout.BlockSize];
        bytes[0] = 0xFF;
        "CD001\x01"u8.CopyTo(bytes.AsSpan(1));
        return bytes;
    }
}
