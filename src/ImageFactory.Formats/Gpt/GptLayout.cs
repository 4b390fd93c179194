namespace ImageFactory.Formats.Gpt;

/// <summary>
/// Where the partitions of a disk lie: in the order given, each at the next multiple of 1 MiB. What they hold does not matter yet, as a
/// boot loader may have to know where it will be.
/// </summary>
public sealed class GptLayout
{
    /// <summary>Every partition starts at a multiple of so many bytes.</summary>
    public const int Alignment = 1024 * 1024;

    /// <summary>The sector of the primary header (UEFI specification 2.10, section 5.3.2).</summary>
    internal const int HeaderSector = 1;

    private readonly List<GptPlacement> _placements = [];

    private GptLayout(GptOptions options)
    {
        Options = options;
        var alignment = Alignment / options.SectorSize;
        FirstUsableSector = AlignUp(EntriesSector + EntrySectors, alignment);
        if (FirstUsableSector > LastUsableSector)
        {
            throw new ArgumentException($"A disk of {options.Size} bytes has no room for partitions.", nameof(options));
        }
    }

    /// <summary>The disk.</summary>
    public GptOptions Options { get; }

    /// <summary>The partitions, in order.</summary>
    public IReadOnlyList<GptPlacement> Placements => _placements;

    /// <summary>The first sector that a partition may have.</summary>
    internal long FirstUsableSector { get; }

    /// <summary>The last sector that a partition may have.</summary>
    internal long LastUsableSector => BackupEntriesSector - 1;

    internal long EntriesSector => HeaderSector + 1 + Options.SkippedSectors;

    internal long BackupEntriesSector => LastSector - EntrySectors;

    internal long LastSector => (Options.Size / Options.SectorSize) - 1;

    private long EntrySectors => GptEntry.ArraySize / Options.SectorSize;

    /// <summary>Lays a disk out.</summary>
    /// <exception cref="ArgumentException">
    /// A partition or the disk is invalid, there are more than 128 partitions, two have the same GUID, or they do not fit.
    /// </exception>
    public static GptLayout Create(GptOptions options, IReadOnlyList<GptPartition> partitions)
    {
        Require(options);
        if (partitions.Count > GptEntry.Count)
        {
            throw new ArgumentException($"A disk has up to {GptEntry.Count} partitions, not {partitions.Count}.", nameof(partitions));
        }

        var layout = new GptLayout(options);
        var ids = new HashSet<Guid> { options.DiskId };
        foreach (var partition in partitions)
        {
            Require(partition, options.SectorSize);
            if (!ids.Add(partition.Id))
            {
                throw new ArgumentException($"The GUID {partition.Id} of partition '{partition.Name}' is there twice.", nameof(partitions));
            }

            layout.Place(partition);
        }

        return layout;
    }

    private static void Require(GptOptions options)
    {
        var isValid = options.SectorSize is 512 or 4096
            && options.Size > 0
            && options.Size % options.SectorSize == 0
            && options.SkippedSectors >= 0
            && options.SkippedSectors < options.Size / options.SectorSize
            && options.DiskId != Guid.Empty;
        if (!isValid)
        {
            throw new ArgumentException(
                $"A disk {options.DiskId} cannot have {options.Size} bytes in sectors of {options.SectorSize}, of which "
                + $"{options.SkippedSectors} are skipped.",
                nameof(options));
        }
    }

    private static void Require(GptPartition partition, int sectorSize)
    {
        var name = partition.Name;
        if (name.Length > GptPartition.LongestName || name.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"'{name}' is not a partition name of up to {GptPartition.LongestName} UTF-16 code units.", nameof(partition));
        }

        // All zeros mark an entry as unused (UEFI specification 2.10, table 5.6).
        if (partition.Type == Guid.Empty || partition.Id == Guid.Empty)
        {
            throw new ArgumentException($"Partition '{name}' needs a type and a GUID of its own.", nameof(partition));
        }

        if (partition.Size is { } size && (size <= 0 || size % sectorSize != 0))
        {
            throw new ArgumentException(
                $"Partition '{name}' cannot have {size} bytes: it has to be a multiple of the sector size {sectorSize}.", nameof(partition));
        }
    }

    private void Place(GptPartition partition)
    {
        var alignment = Alignment / Options.SectorSize;
        var first = _placements.Count == 0 ? FirstUsableSector : AlignUp(_placements[^1].LastSector + 1, alignment);

        // The end of the disk is cut to a multiple too, so that what takes the rest has whole mebibytes.
        var free = (LastUsableSector / alignment * alignment) - first;
        var count = partition.Size / Options.SectorSize ?? free;
        if (count < 1 || count > free)
        {
            throw new ArgumentException(
                $"Partition '{partition.Name}' does not fit: {Math.Max(free, 0) * Options.SectorSize} bytes of {Options.Size} are left.",
                nameof(partition));
        }

        _placements.Add(new GptPlacement(partition, first, first + count - 1, Options.SectorSize));
    }

    private static long AlignUp(long value, long alignment) => (value + alignment - 1) / alignment * alignment;
}
