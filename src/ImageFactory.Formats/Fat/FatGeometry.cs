using System.Numerics;

namespace ImageFactory.Formats.Fat;

/// <summary>The sizes of a FAT32 file system, as <c>mkfs.vfat -F 32</c> of dosfstools 4.2 chooses them.</summary>
internal sealed record FatGeometry
{
    public const int Tables = 2;

    /// <summary>The number of the first cluster.</summary>
    public const uint FirstCluster = 2;

    private const int LeastReservedSectors = 32;
    private const int EntrySize = 4;
    private const int LargestCluster = 64 * 1024;
    private const int MostAlignment = 1024 * 1024;
    private const uint MostClusters = 0x0FFFFFF4;

    public required int SectorSize { get; init; }

    public required int SectorsPerCluster { get; init; }

    public required ushort Heads { get; init; }

    public required ushort SectorsPerTrack { get; init; }

    public required uint TotalSectors { get; init; }

    public required ushort ReservedSectors { get; init; }

    public required uint TableSectors { get; init; }

    public uint Clusters => (TotalSectors - ReservedSectors - (Tables * TableSectors)) / (uint)SectorsPerCluster;

    public int ClusterSize => SectorSize * SectorsPerCluster;

    /// <summary>The offset of the first cluster in bytes.</summary>
    public long DataOffset => (ReservedSectors + ((long)Tables * TableSectors)) * SectorSize;

    public static FatGeometry Create(FatOptions options)
    {
        Require(options);
        var sectors = options.Size / options.SectorSize;
        var (heads, perTrack) = Chs(sectors);
        sectors -= sectors % perTrack;
        var reserved = AlignUp(LeastReservedSectors, options.SectorsPerCluster);
        var table = TableLength(options, sectors - reserved);

        // The table was measured without what is reserved more for the alignment: a few sectors too many, never too few.
        var alignment = Math.Max(options.ContentAlignment / options.SectorSize, 1);
        reserved = AlignUp(reserved + (Tables * table), alignment) - (Tables * table);
        var clusters = (sectors - reserved - (Tables * table)) / options.SectorsPerCluster;
        if (clusters is < 1 or > MostClusters || sectors > uint.MaxValue)
        {
            throw new ArgumentException($"A FAT32 file system cannot have {options.Size} bytes with these clusters.", nameof(options));
        }

        return new FatGeometry
        {
            SectorSize = options.SectorSize,
            SectorsPerCluster = options.SectorsPerCluster,
            Heads = heads,
            SectorsPerTrack = perTrack,
            TotalSectors = (uint)sectors,
            ReservedSectors = (ushort)reserved,
            TableSectors = (uint)table,
        };
    }

    /// <summary>The offset of a cluster in bytes.</summary>
    public long OffsetOf(uint cluster) => DataOffset + ((long)(cluster - FirstCluster) * ClusterSize);

    /// <summary>The clusters that so many bytes take.</summary>
    public long ClustersFor(long length) => (length + ClusterSize - 1) / ClusterSize;

    private static void Require(FatOptions options)
    {
        var isValid = options.SectorSize is 512 or 4096
            && options.SectorsPerCluster is >= 1 and <= 128
            && BitOperations.IsPow2(options.SectorsPerCluster)
            && options.SectorSize * options.SectorsPerCluster <= LargestCluster
            && options.ContentAlignment is >= 1 and <= MostAlignment
            && BitOperations.IsPow2(options.ContentAlignment)
            && options.Size > 0
            && options.Size % options.SectorSize == 0;
        if (!isValid)
        {
            throw new ArgumentException(
                $"A FAT32 file system cannot have {options.Size} bytes in clusters of {options.SectorsPerCluster} sectors of "
                + $"{options.SectorSize} bytes, with files at multiples of {options.ContentAlignment} bytes.",
                nameof(options));
        }
    }

    // SD Specifications Part 2, "File System Specification", C.1: the geometry for a number of sectors.
    private static (ushort Heads, ushort SectorsPerTrack) Chs(long sectors) => sectors switch
    {
        <= 8192 => (2, 16),
        <= 32768 => (2, 32),
        <= 65536 => (4, 32),
        <= 262144 => (8, 32),
        <= 524288 => (16, 32),
        <= 1032192 => (16, 63),
        <= 2064384 => (32, 63),
        <= 4128768 => (64, 63),
        <= 8257536 => (128, 63),
        _ => (255, 63),
    };

    private static long TableLength(FatOptions options, long sectors)
    {
        var clusterSize = (long)options.SectorSize * options.SectorsPerCluster;
        var clusters = ((sectors * options.SectorSize) + (Tables * 8)) / (clusterSize + (Tables * EntrySize));
        var length = (((clusters + 2) * EntrySize) + options.SectorSize - 1) / options.SectorSize;
        return AlignUp(length, options.SectorsPerCluster);
    }

    private static long AlignUp(long value, long alignment) => (value + alignment - 1) / alignment * alignment;
}
