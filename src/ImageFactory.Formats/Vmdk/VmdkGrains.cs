using System.Buffers.Binary;
using ImageFactory.Formats.Compression;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Vmdk;

/// <summary>
/// What one pass over a disk tells about its grains: which hold anything, their checksums, and which of them are compressed. Those whose
/// bytes look compressed already, or that would not become smaller by an eighth, are stored as they are.
/// </summary>
public sealed class VmdkGrains
{
    private const int Batch = 32;

    private readonly List<VmdkGrain> _grains = [];

    private VmdkGrains(long diskSize) => DiskSize = diskSize;

    /// <summary>The length of the disk in bytes.</summary>
    public long DiskSize { get; }

    /// <summary>The length of the packed grains in bytes.</summary>
    public long PackedLength { get; private set; }

    /// <summary>The grains that hold anything, in ascending order.</summary>
    internal IReadOnlyList<VmdkGrain> Grains => _grains;

    /// <summary>The identifier of the content: it follows from the checksums of all grains.</summary>
    internal uint ContentId
    {
        get
        {
            const int EntrySize = sizeof(long) + sizeof(uint);
            var entries = new byte[_grains.Count * EntrySize];
            for (var index = 0; index < _grains.Count; index++)
            {
                BinaryPrimitives.WriteInt64LittleEndian(entries.AsSpan(index * EntrySize), _grains[index].Number);
                BinaryPrimitives.WriteUInt32LittleEndian(entries.AsSpan((index * EntrySize) + sizeof(long)), _grains[index].Adler);
            }

            // All ones are no content.
            return Math.Min(Crc32.Compute(entries), uint.MaxValue - 1);
        }
    }

    /// <summary>
    /// Reads a disk once, without its holes, and writes the grains that are worth it compressed to <paramref name="packed"/>, to become
    /// a blob. A fixed number of grains is in memory at any time, and the bytes do not depend on the threads.
    /// </summary>
    /// <param name="disk">The disk.</param>
    /// <param name="blobs">Where its content is.</param>
    /// <param name="packed">Takes the compressed grains; nothing if there are none.</param>
    /// <param name="threads">How many threads compress; at least 1.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ArgumentException">The disk is empty, longer than 2000 GiB, or no multiple of 512 bytes long.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is not one thread.</exception>
    /// <exception cref="FileNotFoundException">A blob is not there.</exception>
    /// <exception cref="InvalidDataException">A blob is shorter than the map says.</exception>
    public static async Task<VmdkGrains> PackAsync(
        ExtentMap disk, IBlobSource blobs, Stream packed, int threads, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        if (disk.Length <= 0 || disk.Length > VmdkFormat.LargestDisk || disk.Length % VmdkFormat.SectorSize != 0)
        {
            throw new ArgumentException(
                $"A VMDK cannot have a disk of {disk.Length} bytes: it takes multiples of {VmdkFormat.SectorSize} up to "
                + $"{VmdkFormat.LargestDisk}.",
                nameof(disk));
        }

        var grains = new VmdkGrains(disk.Length);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        var packers = Enumerable.Range(0, Batch).Select(_ => new VmdkGrainPacker()).ToArray();
        try
        {
            await using var reader = new ExtentReader(disk, blobs);
            foreach (var numbers in NumbersOf(disk).Chunk(Batch))
            {
                for (var index = 0; index < numbers.Length; index++)
                {
                    await ReadAsync(reader, numbers[index], packers[index].Content, cancellationToken);
                }

                await Parallel.ForAsync(0, numbers.Length, parallel, (index, _) =>
                {
                    packers[index].Pack(numbers[index]);
                    return ValueTask.CompletedTask;
                });
                foreach (var packer in packers.Take(numbers.Length))
                {
                    await grains.AddAsync(packer, packed, cancellationToken);
                }
            }
        }
        finally
        {
            Array.ForEach(packers, packer => packer.Dispose());
        }

        return grains;
    }

    private static IEnumerable<long> NumbersOf(ExtentMap disk)
    {
        foreach (var run in DataBlocks.Of(disk, VmdkFormat.GrainSize))
        {
            for (var number = run.First; number < run.End; number++)
            {
                yield return number;
            }
        }
    }

    private static async ValueTask ReadAsync(ExtentReader reader, long number, Memory<byte> content, CancellationToken cancellationToken)
    {
        var offset = number * VmdkFormat.GrainSize;
        var length = (int)Math.Min(content.Length, reader.Map.Length - offset);
        await reader.ReadExactlyAsync(offset, content[..length], cancellationToken);
        content.Span[length..].Clear();
    }

    private async ValueTask AddAsync(VmdkGrainPacker packer, Stream packed, CancellationToken cancellationToken)
    {
        if (packer.Grain is { } grain)
        {
            _grains.Add(grain);
            await packed.WriteAsync(packer.Packed, cancellationToken);
            PackedLength += packer.Packed.Length;
        }
    }
}
