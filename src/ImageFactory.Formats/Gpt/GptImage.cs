using ImageFactory.Formats.Compression;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Gpt;

/// <summary>Composes disks with a GUID partition table (UEFI specification 2.10, chapter 5) around what their partitions hold.</summary>
public static class GptImage
{
    /// <summary>The image of a layout; everything that holds nothing is zeros.</summary>
    /// <exception cref="ArgumentException">
    /// There is not one content for each partition, a content or the code is too long, or two things want the same place.
    /// </exception>
    public static ExtentMap Map(GptLayout layout, GptContents contents)
    {
        Require(layout, contents);
        var builder = new ExtentMapBuilder();
        var regions = Tables(layout, contents.BootCode).Concat(Partitions(layout, contents)).Concat(contents.Regions);
        foreach (var region in regions.OrderBy(region => region.Offset))
        {
            if (region.Offset < builder.Length)
            {
                throw new ArgumentException(
                    $"What lies at byte {region.Offset} of the disk overlaps what ends at byte {builder.Length}.", nameof(contents));
            }

            builder.AppendZeros(region.Offset - builder.Length).Append(region.Content);
        }

        return builder.Build();
    }

    private static void Require(GptLayout layout, GptContents contents)
    {
        if (contents.Partitions.Count != layout.Placements.Count)
        {
            throw new ArgumentException(
                $"{layout.Placements.Count} partitions cannot have {contents.Partitions.Count} contents.", nameof(contents));
        }

        foreach (var (placement, content) in layout.Placements.Zip(contents.Partitions))
        {
            if (content.Length > placement.Length)
            {
                throw new ArgumentException(
                    $"Partition '{placement.Partition.Name}' has {placement.Length} bytes, too few for {content.Length}.", nameof(contents));
            }
        }

        if (contents.BootCode.Length > ProtectiveMbr.TableOffset)
        {
            throw new ArgumentException(
                $"The boot code has {contents.BootCode.Length} bytes, more than {ProtectiveMbr.TableOffset}.", nameof(contents));
        }

        if (contents.Regions.FirstOrDefault(region => !IsInside(region, layout.Options.Size)) is { } outside)
        {
            throw new ArgumentException(
                $"{outside.Content.Length} bytes at {outside.Offset} are not inside a disk of {layout.Options.Size} bytes.", nameof(contents));
        }
    }

    private static bool IsInside(GptRegion region, long size) =>
        region.Offset >= 0 && region.Offset <= size - region.Content.Length;

    private static IEnumerable<GptRegion> Partitions(GptLayout layout, GptContents contents) =>
        layout.Placements.Zip(contents.Partitions, (placement, content) => new GptRegion(
            placement.Offset, ExtentMap.Concat(content, ExtentMap.OfZeros(placement.Length - content.Length))));

    private static GptRegion[] Tables(GptLayout layout, ReadOnlyMemory<byte> bootCode)
    {
        var sectorSize = layout.Options.SectorSize;
        var entries = new byte[GptEntry.ArraySize];
        for (var index = 0; index < layout.Placements.Count; index++)
        {
            new GptEntry(layout.Placements[index]).WriteTo(entries.AsSpan(index * GptEntry.Size));
        }

        var primary = new GptHeader
        {
            Layout = layout,
            Sector = GptLayout.HeaderSector,
            AlternateSector = layout.LastSector,
            EntriesSector = layout.EntriesSector,
            EntriesCrc = Crc32.Compute(entries),
        };
        var backup = primary with
        {
            Sector = primary.AlternateSector,
            AlternateSector = primary.Sector,
            EntriesSector = layout.BackupEntriesSector,
        };
        var mbr = new byte[sectorSize];
        new ProtectiveMbr(layout.LastSector, bootCode).WriteTo(mbr);
        return
        [
            new GptRegion(0, Sparse(mbr)),
            .. Table(primary, entries, sectorSize),
            .. Table(backup, entries, sectorSize),
        ];
    }

    private static GptRegion[] Table(GptHeader header, byte[] entries, int sectorSize)
    {
        var sector = new byte[sectorSize];
        header.WriteTo(sector);
        return [new GptRegion(header.Sector * sectorSize, Sparse(sector)), new GptRegion(header.EntriesSector * sectorSize, Sparse(entries))];
    }

    private static ExtentMap Sparse(byte[] bytes) => new ExtentMapBuilder().AppendSparse(bytes).Build();
}
