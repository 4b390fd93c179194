using System.Buffers.Binary;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Fat;

/// <summary>
/// A file allocation table up to its last used entry. Everything is stored in one piece, so a chain is a run of clusters and the
/// table follows from the list of runs.
/// </summary>
internal sealed class FatTable : IComputedContent
{
    /// <summary>The kind of <see cref="IComputedContent"/>.</summary>
    public const string KindName = "fat32.table.v1";

    private const int EntrySize = 4;
    private const int RunSize = 8;
    private const uint MostEntries = 0x0FFFFFF7;
    private const uint Media = 0x0FFFFFF8;
    private const uint CleanShutdown = 0x0FFFFFFF;
    private const uint EndOfChain = 0x0FFFFFF8;

    private readonly FatRun[] _runs;

    /// <summary>The table of runs in ascending order.</summary>
    public FatTable(IEnumerable<FatRun> runs)
    {
        _runs = [.. runs];
        var record = new byte[_runs.Length * RunSize];
        for (var index = 0; index < _runs.Length; index++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(index * RunSize), _runs[index].First);
            BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan((index * RunSize) + 4), _runs[index].Count);
        }

        Record = record;
    }

    public string Kind => KindName;

    public ReadOnlyMemory<byte> Record { get; }

    public long Length => (long)_runs[^1].End * EntrySize;

    /// <summary>The table of a record.</summary>
    /// <exception cref="InvalidDataException">The record is none of a table.</exception>
    public static FatTable FromRecord(ReadOnlyMemory<byte> record)
    {
        if (record.IsEmpty || record.Length % RunSize != 0)
        {
            throw new InvalidDataException($"A FAT cannot have a record of {record.Length} bytes.");
        }

        var runs = new FatRun[record.Length / RunSize];
        var free = (ulong)FatGeometry.FirstCluster;
        for (var index = 0; index < runs.Length; index++)
        {
            var first = BinaryPrimitives.ReadUInt32LittleEndian(record.Span[(index * RunSize)..]);
            var count = BinaryPrimitives.ReadUInt32LittleEndian(record.Span[((index * RunSize) + 4)..]);
            if (first < free || count == 0 || (ulong)first + count > MostEntries)
            {
                throw new InvalidDataException($"A FAT cannot have {count} clusters in a row at {first}.");
            }

            runs[index] = new FatRun(first, count);
            free = (ulong)first + count;
        }

        return new FatTable(runs);
    }

    public void Read(long offset, Span<byte> destination)
    {
        Span<byte> entry = stackalloc byte[EntrySize];
        var cluster = (uint)(offset / EntrySize);
        var skipped = (int)(offset % EntrySize);
        var run = RunBehind(cluster);
        while (!destination.IsEmpty)
        {
            while (run < _runs.Length && _runs[run].End <= cluster)
            {
                run++;
            }

            BinaryPrimitives.WriteUInt32LittleEndian(entry, Entry(cluster, run));
            var count = Math.Min(EntrySize - skipped, destination.Length);
            entry.Slice(skipped, count).CopyTo(destination);
            destination = destination[count..];
            skipped = 0;
            cluster++;
        }
    }

    // The first run that does not end before the cluster.
    private int RunBehind(uint cluster)
    {
        var low = 0;
        var high = _runs.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_runs[middle].End <= cluster)
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

    private uint Entry(uint cluster, int run)
    {
        if (cluster < FatGeometry.FirstCluster)
        {
            return cluster == 0 ? Media : CleanShutdown;
        }

        if (run == _runs.Length || cluster < _runs[run].First)
        {
            return 0;
        }

        return cluster + 1 == _runs[run].End ? EndOfChain : cluster + 1;
    }
}
