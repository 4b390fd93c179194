using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Qcow2;

/// <summary>
/// Where the clusters of an image lie: the header, the refcount table and its blocks, the L1 table, the L2 tables that map anything,
/// and what they map, in the order of the disk and without gaps. Every cluster is used once.
/// </summary>
internal sealed class Qcow2Layout
{
    public const int SectorSize = 512;
    public const int ClusterBits = 13;
    public const int ClusterSize = 1 << ClusterBits;

    /// <summary>Entries in a cluster of a refcount table, an L1 or an L2 table.</summary>
    public const int TableEntries = ClusterSize / sizeof(ulong);

    /// <summary>Refcounts in a cluster, of 16 bits each.</summary>
    public const int BlockEntries = ClusterSize / sizeof(ushort);

    /// <summary>The largest disk in bytes: QEMU takes L1 tables of up to 32 MiB, and clusters are counted with 32 bits here.</summary>
    public const long LargestDisk = uint.MaxValue * (long)ClusterSize;

    private readonly long[] _countsBefore;

    /// <summary>The image of a disk.</summary>
    /// <param name="diskSize">The length of the disk in bytes; from 1 to <see cref="LargestDisk"/>.</param>
    /// <param name="runs">The disk's clusters that hold anything, in ascending order.</param>
    public Qcow2Layout(long diskSize, BlockRun[] runs)
    {
        DiskSize = diskSize;
        Runs = runs;
        _countsBefore = new long[runs.Length];
        long data = 0;
        for (var index = 0; index < runs.Length; index++)
        {
            _countsBefore[index] = data;
            data += runs[index].Count;
        }

        MappedL1Entries = [.. runs.SelectMany(L1EntriesOf).Distinct()];
        L1Entries = (int)DivideUp(DivideUp(diskSize, ClusterSize), TableEntries);
        var others = 1 + DivideUp(L1Entries, TableEntries) + MappedL1Entries.Length + data;
        while (others + RefcountTableClusters + RefcountBlocks > (long)RefcountBlocks * BlockEntries)
        {
            RefcountBlocks++;
            RefcountTableClusters = (int)DivideUp(RefcountBlocks, TableEntries);
        }

        Clusters = others + RefcountTableClusters + RefcountBlocks;
        L1Table = RefcountTable + RefcountTableClusters + RefcountBlocks;
        L2Tables = L1Table + (int)DivideUp(L1Entries, TableEntries);
        Data = L2Tables + MappedL1Entries.Length;
    }

    /// <summary>The length of the disk in bytes.</summary>
    public long DiskSize { get; }

    /// <summary>The disk's clusters that hold anything.</summary>
    public IReadOnlyList<BlockRun> Runs { get; }

    /// <summary>The clusters of the image.</summary>
    public long Clusters { get; }

    /// <summary>The first cluster of the refcount table.</summary>
    public static int RefcountTable => 1;

    /// <summary>The length of the refcount table in clusters.</summary>
    public int RefcountTableClusters { get; }

    /// <summary>How many blocks of refcounts follow on the table.</summary>
    public int RefcountBlocks { get; }

    /// <summary>The first cluster of the L1 table.</summary>
    public int L1Table { get; }

    /// <summary>The length of the L1 table in entries.</summary>
    public int L1Entries { get; }

    /// <summary>The L1 entries that have an L2 table, in ascending order.</summary>
    public int[] MappedL1Entries { get; }

    /// <summary>The cluster of the first L2 table.</summary>
    public int L2Tables { get; }

    /// <summary>The first cluster of what the disk holds.</summary>
    public int Data { get; }

    /// <summary>Where a cluster of a run lies in the image.</summary>
    public long ClusterOf(int run, long diskCluster) => Data + _countsBefore[run] + diskCluster - Runs[run].First;

    /// <summary>The first run that does not end before a cluster of the disk.</summary>
    public int RunBehind(long diskCluster)
    {
        var low = 0;
        var high = Runs.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Runs[middle].End <= diskCluster)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private static IEnumerable<int> L1EntriesOf(BlockRun run)
    {
        for (var entry = run.First / TableEntries; entry * TableEntries < run.End; entry++)
        {
            yield return (int)entry;
        }
    }

    private static long DivideUp(long value, long divisor) => (value + divisor - 1) / divisor;
}
