using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Gpt;

/// <summary>What lies on a disk outside of its partitions and their table, such as the first code of a board.</summary>
public static class GptGaps
{
    private const int BlockSize = 4096;

    // Firmware is in front of the partitions; behind them there may be terabytes.
    private const long MostRead = 64L * 1024 * 1024;

    /// <summary>
    /// The runs of bytes in front of the first partition, up to 64 MiB, that are not zeros: to multiples of 4096 bytes, runs with no more
    /// than 64 KiB of zeros between them as one. The table itself is left out.
    /// </summary>
    /// <exception cref="FileNotFoundException">A blob is not there.</exception>
    public static async Task<IReadOnlyList<(long Offset, long Length)>> FindAsync(
        ExtentMap disk, GptTable table, IBlobSource blobs, CancellationToken cancellationToken)
    {
        const int Joined = 16 * BlockSize;
        var runs = new List<(long Offset, long Length)>();
        var end = Math.Min(table.Partitions.Select(placement => placement.Offset).DefaultIfEmpty(0).Min(), Math.Min(MostRead, disk.Length));
        var block = new byte[BlockSize];
        await using var reader = new ExtentReader(disk, blobs);
        for (var offset = 0L; offset + BlockSize <= end; offset += BlockSize)
        {
            await reader.ReadExactlyAsync(offset, block, cancellationToken);
            Clear(block, offset, table);
            if (!block.AsSpan().ContainsAnyExcept((byte)0))
            {
                continue;
            }

            if (runs.Count > 0 && offset - (runs[^1].Offset + runs[^1].Length) <= Joined)
            {
                runs[^1] = (runs[^1].Offset, offset + BlockSize - runs[^1].Offset);
            }
            else
            {
                runs.Add((offset, BlockSize));
            }
        }

        return runs;
    }

    private static void Clear(byte[] block, long offset, GptTable table)
    {
        (long Offset, long Length)[] known = [(0, 2L * table.SectorSize), (table.EntriesOffset, table.EntriesLength)];
        foreach (var (start, length) in known)
        {
            var first = Math.Clamp(start - offset, 0, block.Length);
            var last = Math.Clamp(start + length - offset, 0, block.Length);
            block.AsSpan((int)first, (int)(last - first)).Clear();
        }
    }
}
