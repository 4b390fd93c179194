using System.Buffers.Binary;
using System.Text;
using ImageFactory.Formats.Compression;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Gpt;

/// <summary>Reads GUID partition tables that nobody vouches for (UEFI specification 2.10, chapter 5).</summary>
public static class GptReader
{
    // Common tables have 128 entries of 128 bytes; the format has no limit.
    private const int LargestTable = 1024 * 1024;

    private static readonly int[] SectorSizes = [512, 4096];

    private static ReadOnlySpan<byte> Signature => "EFI PART"u8;

    /// <summary>
    /// The table of a disk with sectors of 512 or 4096 bytes: the first one, or when it is damaged the one at the end; null when there is
    /// neither.
    /// </summary>
    /// <exception cref="FileNotFoundException">A blob is not there.</exception>
    /// <exception cref="InvalidDataException">There are only damaged tables, or a partition is not inside the disk.</exception>
    public static async Task<GptTable?> FindAsync(ExtentMap disk, IBlobSource blobs, CancellationToken cancellationToken)
    {
        await using var reader = new ExtentReader(disk, blobs);
        InvalidDataException? damage = null;
        foreach (var (sectorSize, sector) in Places(disk.Length))
        {
            try
            {
                if (await ReadAsync(reader, sectorSize, sector, cancellationToken) is { } table)
                {
                    return table;
                }
            }
            catch (InvalidDataException exception)
            {
                damage ??= exception;
            }
        }

        return damage is null ? null : throw damage;
    }

    private static IEnumerable<(int SectorSize, long Sector)> Places(long length) =>
    [
        .. SectorSizes.Where(size => length >= 2L * size).Select(size => (size, (long)GptLayout.HeaderSector)),
        .. SectorSizes.Where(size => length >= 2L * size).Select(size => (size, (length / size) - 1)),
    ];

    private static async Task<GptTable?> ReadAsync(ExtentReader disk, int sectorSize, long sector, CancellationToken cancellationToken)
    {
        var header = new byte[sectorSize];
        await disk.ReadExactlyAsync(sector * sectorSize, header, cancellationToken);
        if (!header.AsSpan().StartsWith(Signature))
        {
            return null;
        }

        RequireHeader(header, sector);
        var entrySize = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(84));
        var entries = await ReadEntriesAsync(disk, header, sectorSize, cancellationToken);
        return new GptTable(
            new Guid(header.AsSpan(56, 16)), sectorSize, [.. ReadPartitions(entries, (int)entrySize, sectorSize, disk.Map.Length)])
        {
            EntriesOffset = (long)BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(72)) * sectorSize,
            EntriesLength = entries.Length,
        };
    }

    private static void RequireHeader(byte[] header, long sector)
    {
        var size = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(12));
        if (size < GptHeader.Size || size > header.Length)
        {
            throw new InvalidDataException($"The header of the partition table is said to have {size} bytes.");
        }

        var unsummed = header.AsSpan(0, (int)size).ToArray();
        unsummed.AsSpan(16, sizeof(uint)).Clear();
        if (Crc32.Compute(unsummed) != BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(16)))
        {
            throw new InvalidDataException("The header of the partition table is damaged: its CRC-32 is another.");
        }

        var place = BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(24));
        if (place != (ulong)sector)
        {
            throw new InvalidDataException($"The header of the partition table in sector {sector} belongs into sector {place}.");
        }
    }

    private static async Task<byte[]> ReadEntriesAsync(
        ExtentReader disk, byte[] header, int sectorSize, CancellationToken cancellationToken)
    {
        var first = BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(72));
        var count = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(80));
        var size = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(84));
        if (size < GptEntry.Size || size % GptEntry.Size != 0 || (ulong)count * size is 0 or > LargestTable)
        {
            throw new InvalidDataException($"The partition table is said to have {count} entries of {size} bytes.");
        }

        var length = (int)(count * size);
        if (first > (ulong)((disk.Map.Length - length) / sectorSize))
        {
            throw new InvalidDataException($"The partition table is said to be in sector {first}, behind the end of the disk.");
        }

        var entries = new byte[length];
        await disk.ReadExactlyAsync((long)first * sectorSize, entries, cancellationToken);
        return Crc32.Compute(entries) == BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(88))
            ? entries
            : throw new InvalidDataException("The entries of the partition table are damaged: their CRC-32 is another.");
    }

    private static IEnumerable<GptPlacement> ReadPartitions(byte[] entries, int entrySize, int sectorSize, long diskLength)
    {
        for (var offset = 0; offset < entries.Length; offset += entrySize)
        {
            var entry = entries.AsSpan(offset, entrySize);
            if (new Guid(entry[..16]) != Guid.Empty)
            {
                yield return ReadPartition(entry, sectorSize, diskLength);
            }
        }
    }

    private static GptPlacement ReadPartition(ReadOnlySpan<byte> entry, int sectorSize, long diskLength)
    {
        var name = Encoding.Unicode.GetString(entry.Slice(56, 2 * GptPartition.LongestName)).Split('\0')[0];
        var first = BinaryPrimitives.ReadUInt64LittleEndian(entry[32..]);
        var last = BinaryPrimitives.ReadUInt64LittleEndian(entry[40..]);
        if (first > last || last >= (ulong)(diskLength / sectorSize))
        {
            throw new InvalidDataException($"Partition '{name}' takes sectors {first} to {last}, which are not all on the disk.");
        }

        var partition = new GptPartition
        {
            Name = name,
            Type = new Guid(entry[..16]),
            Id = new Guid(entry.Slice(16, 16)),
            Attributes = (GptAttributes)BinaryPrimitives.ReadUInt64LittleEndian(entry[48..]),
            Size = (long)(last - first + 1) * sectorSize,
        };
        return new GptPlacement(partition, (long)first, (long)last, sectorSize);
    }
}
