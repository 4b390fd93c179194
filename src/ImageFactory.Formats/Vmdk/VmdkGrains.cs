using System.Buffers.Binary;
using ImageFactory.Formats.Compression;

namespace ImageFactory.Formats.Vmdk;

/// <summary>
/// What a pass over a disk, or over a run of it, tells about its grains: which hold anything, their checksums, and which of them are
/// compressed. Those whose bytes look compressed already, or that would not become smaller by an eighth, are stored as they are.
/// </summary>
public sealed class VmdkGrains
{
    // Number, Adler-32, last byte, sectors.
    private const int RowSize = 14;

    internal VmdkGrains(IReadOnlyList<VmdkGrain> grains) => Grains = grains;

    /// <summary>The length of the packed grains in bytes.</summary>
    public long PackedLength => Grains.Sum(grain => (long)grain.PackedSectors) * VmdkFormat.SectorSize;

    /// <summary>The grains that hold anything, in ascending order.</summary>
    internal IReadOnlyList<VmdkGrain> Grains { get; }

    /// <summary>The identifier of the content: it follows from the checksums of all grains.</summary>
    internal uint ContentId
    {
        get
        {
            const int EntrySize = sizeof(long) + sizeof(uint);
            var entries = new byte[Grains.Count * EntrySize];
            for (var index = 0; index < Grains.Count; index++)
            {
                BinaryPrimitives.WriteInt64LittleEndian(entries.AsSpan(index * EntrySize), Grains[index].Number);
                BinaryPrimitives.WriteUInt32LittleEndian(entries.AsSpan((index * EntrySize) + sizeof(long)), Grains[index].Adler);
            }

            // All ones are no content.
            return Math.Min(Crc32.Compute(entries), uint.MaxValue - 1);
        }
    }

    /// <summary>The grains of runs that follow one another.</summary>
    /// <exception cref="InvalidDataException">They do not follow one another.</exception>
    public static VmdkGrains Join(IEnumerable<VmdkGrains> runs) => new(Ascending([.. runs.SelectMany(run => run.Grains)]));

    /// <summary>Reads what <see cref="ToBytes"/> made.</summary>
    /// <exception cref="InvalidDataException">The bytes are no grains.</exception>
    public static VmdkGrains Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % RowSize != 0)
        {
            throw new InvalidDataException($"Grains are kept in rows of {RowSize} bytes; these are {bytes.Length}.");
        }

        var grains = new VmdkGrain[bytes.Length / RowSize];
        foreach (ref var grain in grains.AsSpan())
        {
            grain = new VmdkGrain(
                BinaryPrimitives.ReadInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]), bytes[12], bytes[13]);
            bytes = bytes[RowSize..];
        }

        return new VmdkGrains(Ascending(grains));
    }

    /// <summary>The grains as bytes, to be kept.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Grains.Count * RowSize];
        for (var index = 0; index < Grains.Count; index++)
        {
            var grain = Grains[index];
            var row = bytes.AsSpan(index * RowSize);
            BinaryPrimitives.WriteInt64LittleEndian(row, grain.Number);
            BinaryPrimitives.WriteUInt32LittleEndian(row[8..], grain.Adler);
            (row[12], row[13]) = (grain.LastByte, (byte)grain.PackedSectors);
        }

        return bytes;
    }

    private static VmdkGrain[] Ascending(VmdkGrain[] grains)
    {
        var last = -1L;
        foreach (var number in grains.Select(grain => grain.Number))
        {
            if (number <= last)
            {
                throw new InvalidDataException($"The grain {number} is kept behind {last}.");
            }

            last = number;
        }

        return grains;
    }
}
