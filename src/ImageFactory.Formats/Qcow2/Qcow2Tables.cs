using System.Buffers.Binary;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Qcow2;

/// <summary>
/// The clusters between an image's header and what its disk holds: the refcount table and its blocks, the L1 table and the L2 tables
/// (QEMU: docs/interop/qcow2.txt, "Host cluster management" and "Cluster mapping"). They follow from the size of the disk and the runs
/// of clusters that are there.
/// </summary>
internal sealed class Qcow2Tables : IComputedContent
{
    /// <summary>The kind of <see cref="IComputedContent"/>.</summary>
    public const string KindName = "qcow2.tables.v1";

    private const int SizeLength = sizeof(long);
    private const int RunLength = 2 * sizeof(uint);

    // The refcount is exactly one.
    private const ulong Copied = 1UL << 63;

    private readonly Qcow2Layout _layout;

    /// <summary>The tables of an image.</summary>
    public Qcow2Tables(Qcow2Layout layout)
    {
        _layout = layout;
        var record = new byte[SizeLength + (layout.Runs.Count * RunLength)];
        BinaryPrimitives.WriteInt64LittleEndian(record, layout.DiskSize);
        for (var index = 0; index < layout.Runs.Count; index++)
        {
            var run = record.AsSpan(SizeLength + (index * RunLength));
            BinaryPrimitives.WriteUInt32LittleEndian(run, (uint)layout.Runs[index].First);
            BinaryPrimitives.WriteUInt32LittleEndian(run[sizeof(uint)..], (uint)layout.Runs[index].Count);
        }

        Record = record;
    }

    public string Kind => KindName;

    public ReadOnlyMemory<byte> Record { get; }

    public long Length => (_layout.Data - Qcow2Layout.RefcountTable) * (long)Qcow2Layout.ClusterSize;

    /// <summary>The tables of a record.</summary>
    /// <exception cref="InvalidDataException">The record is none of a qcow2 image.</exception>
    public static Qcow2Tables FromRecord(ReadOnlyMemory<byte> record)
    {
        if (record.Length < SizeLength || (record.Length - SizeLength) % RunLength != 0)
        {
            throw new InvalidDataException($"A qcow2 image cannot have a record of {record.Length} bytes.");
        }

        var diskSize = BinaryPrimitives.ReadInt64LittleEndian(record.Span);
        if (diskSize is <= 0 or > Qcow2Layout.LargestDisk)
        {
            throw new InvalidDataException($"A qcow2 image cannot have a disk of {diskSize} bytes.");
        }

        var diskClusters = (diskSize + Qcow2Layout.ClusterSize - 1) / Qcow2Layout.ClusterSize;
        var runs = new BlockRun[(record.Length - SizeLength) / RunLength];
        long free = 0;
        for (var index = 0; index < runs.Length; index++)
        {
            var bytes = record.Span[(SizeLength + (index * RunLength))..];
            var run = new BlockRun(
                BinaryPrimitives.ReadUInt32LittleEndian(bytes), BinaryPrimitives.ReadUInt32LittleEndian(bytes[sizeof(uint)..]));
            if (run.First < free || run.Count == 0 || run.End > diskClusters)
            {
                throw new InvalidDataException($"A qcow2 image cannot have {run.Count} clusters in a row at {run.First}.");
            }

            runs[index] = run;
            free = run.End;
        }

        return new Qcow2Tables(new Qcow2Layout(diskSize, runs));
    }

    public void Read(long offset, Span<byte> destination)
    {
        Span<byte> cluster = stackalloc byte[Qcow2Layout.ClusterSize];
        var number = (int)(Qcow2Layout.RefcountTable + (offset / Qcow2Layout.ClusterSize));
        var skipped = (int)(offset % Qcow2Layout.ClusterSize);
        while (!destination.IsEmpty)
        {
            cluster.Clear();
            Write(number, cluster);
            var count = Math.Min(Qcow2Layout.ClusterSize - skipped, destination.Length);
            cluster.Slice(skipped, count).CopyTo(destination);
            destination = destination[count..];
            skipped = 0;
            number++;
        }
    }

    private void Write(int number, Span<byte> cluster)
    {
        var firstBlock = Qcow2Layout.RefcountTable + _layout.RefcountTableClusters;
        if (number >= _layout.L2Tables)
        {
            WriteL2(number - _layout.L2Tables, cluster);
        }
        else if (number >= _layout.L1Table)
        {
            WriteL1(number - _layout.L1Table, cluster);
        }
        else if (number >= firstBlock)
        {
            WriteRefcounts(number - firstBlock, cluster);
        }
        else
        {
            WriteRefcountTable((number - Qcow2Layout.RefcountTable) * Qcow2Layout.TableEntries, cluster);
        }
    }

    private void WriteRefcountTable(int first, Span<byte> cluster)
    {
        var firstBlock = Qcow2Layout.RefcountTable + _layout.RefcountTableClusters;
        var count = Math.Min(_layout.RefcountBlocks - first, Qcow2Layout.TableEntries);
        for (var index = 0; index < count; index++)
        {
            WriteEntry(cluster, index, firstBlock + first + index, flags: 0);
        }
    }

    private void WriteRefcounts(int block, Span<byte> cluster)
    {
        var count = (int)Math.Min(_layout.Clusters - ((long)block * Qcow2Layout.BlockEntries), Qcow2Layout.BlockEntries);
        for (var index = 0; index < count; index++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(cluster[(index * sizeof(ushort))..], 1);
        }
    }

    private void WriteL1(int part, Span<byte> cluster)
    {
        var entries = _layout.MappedL1Entries;
        var first = part * Qcow2Layout.TableEntries;
        var found = Array.BinarySearch(entries, first);
        for (var table = found < 0 ? ~found : found; table < entries.Length && entries[table] - first < Qcow2Layout.TableEntries; table++)
        {
            WriteEntry(cluster, entries[table] - first, _layout.L2Tables + table, Copied);
        }
    }

    private void WriteL2(int table, Span<byte> cluster)
    {
        var first = (long)_layout.MappedL1Entries[table] * Qcow2Layout.TableEntries;
        var end = first + Qcow2Layout.TableEntries;
        for (var index = _layout.RunBehind(first); index < _layout.Runs.Count && _layout.Runs[index].First < end; index++)
        {
            var run = _layout.Runs[index];
            for (var mapped = Math.Max(run.First, first); mapped < Math.Min(run.End, end); mapped++)
            {
                WriteEntry(cluster, (int)(mapped - first), _layout.ClusterOf(index, mapped), Copied);
            }
        }
    }

    private static void WriteEntry(Span<byte> table, int index, long cluster, ulong flags) =>
        BinaryPrimitives.WriteUInt64BigEndian(table[(index * sizeof(ulong))..], ((ulong)cluster << Qcow2Layout.ClusterBits) | flags);
}
