using ImageFactory.Formats.Archives;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Fat;

/// <summary>
/// Composes FAT32 file systems with long names. An empty one has the bytes that <c>mkfs.vfat -F 32</c> of dosfstools 4.2 writes.
/// </summary>
public static class FatImage
{
    /// <summary>The image of a layout.</summary>
    public static ExtentMap Map(FatLayout layout)
    {
        var geometry = layout.Geometry;
        var table = new FatTable(layout.Chains);
        var tableLength = (long)geometry.TableSectors * geometry.SectorSize;
        var builder = new ExtentMapBuilder()
            .AppendSparse(SystemSectors(layout))
            .PadTo((long)geometry.ReservedSectors * geometry.SectorSize);
        for (var copy = 0; copy < FatGeometry.Tables; copy++)
        {
            builder.AppendComputed(table).AppendZeros(tableLength - table.Length);
        }

        builder.AppendSparse(Listing(layout, layout.Root));
        foreach (var placement in layout.Placements.Where(placement => placement.Offset > 0))
        {
            builder.AppendZeros(placement.Offset - builder.Length);
            _ = placement.Entry.Content is { } content
                ? builder.Append(content)
                : builder.AppendSparse(Listing(layout, layout.Directories[placement.Entry.Path]));
        }

        return builder.AppendZeros(layout.Length - builder.Length).Build();
    }

    private static byte[] SystemSectors(FatLayout layout)
    {
        var geometry = layout.Geometry;
        var boot = new FatBootSector { Geometry = geometry, Serial = layout.Options.Serial, Label = Label(layout.Options) };
        var used = (uint)layout.Chains.Sum(run => run.Count);
        var info = new FatInfoSector(geometry.Clusters - used, layout.Chains[^1].End - 1);
        var sectors = new byte[(FatBootSector.BackupSector + 2) * geometry.SectorSize];
        foreach (var start in (ReadOnlySpan<int>)[0, FatBootSector.BackupSector])
        {
            boot.WriteTo(sectors.AsSpan(start * geometry.SectorSize));
            info.WriteTo(sectors.AsSpan((start + FatInfoSector.Sector) * geometry.SectorSize));
        }

        return sectors;
    }

    private static byte[] Listing(FatLayout layout, FatDirectory directory)
    {
        var bytes = new byte[directory.Slots * FatDirectoryEntry.Size];
        var rest = WriteOwn(bytes, layout, directory);
        foreach (var (child, name) in directory.Children.Zip(directory.Names))
        {
            if (name.Long is not null)
            {
                FatLongName.WriteTo(rest, name.Long, name.Short);
                rest = rest[(FatLongName.Slots(name.Long) * FatDirectoryEntry.Size)..];
            }

            Entry(layout, child, name).WriteTo(rest);
            rest = rest[FatDirectoryEntry.Size..];
        }

        return bytes;
    }

    private static Span<byte> WriteOwn(Span<byte> destination, FatLayout layout, FatDirectory directory)
    {
        if (directory.Entry is not { } entry)
        {
            var time = FatTimestamp.At(layout.Options.LabelTime);
            new FatDirectoryEntry { Name = Label(layout.Options), Attributes = FatDirectoryEntry.VolumeLabel, Time = time }
                .WriteTo(destination);
            return destination[FatDirectoryEntry.Size..];
        }

        // The parent of a directory in the root is written as cluster 0, though the root has a cluster.
        var parent = ArchivePath.Parent(entry.Path) is { } path ? layout.ClusterOf(path) : 0;
        var dot = new FatDirectoryEntry
        {
            Name = ".".PadRight(FatName.ShortLength),
            Attributes = FatDirectoryEntry.Directory,
            Time = FatTimestamp.At(entry.ModificationTime),
            FirstCluster = layout.ClusterOf(entry.Path),
        };
        dot.WriteTo(destination);
        (dot with { Name = "..".PadRight(FatName.ShortLength), FirstCluster = parent }).WriteTo(destination[FatDirectoryEntry.Size..]);
        return destination[(2 * FatDirectoryEntry.Size)..];
    }

    private static FatDirectoryEntry Entry(FatLayout layout, FatEntry entry, FatName name) => new()
    {
        Name = name.Short,
        CaseFlags = name.CaseFlags,
        Attributes = Attributes(entry),
        Time = FatTimestamp.At(entry.ModificationTime),
        FirstCluster = layout.ClusterOf(entry.Path),
        FileSize = (uint)(entry.Content?.Length ?? 0),
    };

    private static byte Attributes(FatEntry entry) => entry switch
    {
        { Content: null } => FatDirectoryEntry.Directory,
        { IsReadOnly: true } => FatDirectoryEntry.ReadOnly,
        _ => 0,
    };

    private static string Label(FatOptions options) => options.Label.PadRight(FatName.ShortLength);
}
