using System.Buffers.Binary;
using System.Numerics;

namespace ImageFactory.Formats.Fat;

/// <summary>The sizes of a FAT12, FAT16 or FAT32 file system that was read from its boot sector.</summary>
internal sealed record FatVolume
{
    private const int DirectoryEntrySize = 32;
    private const long MostFat12Clusters = 4084;

    private FatVolume()
    {
    }

    public required int ClusterSize { get; init; }

    public required long TableOffset { get; init; }

    /// <summary>Where the root directory of FAT12 and FAT16 lies, in bytes.</summary>
    public required long RootOffset { get; init; }

    /// <summary>Length of that root directory in bytes; 0 in FAT32, where it is like any other.</summary>
    public required int RootLength { get; init; }

    public required long DataOffset { get; init; }

    public required long Clusters { get; init; }

    /// <summary>The first cluster of the root directory in FAT32.</summary>
    public required uint RootCluster { get; init; }

    /// <summary>Bits of an entry of the table: 12, 16 or 32.</summary>
    public required int EntryBits { get; init; }

    /// <summary>Length of the table in bytes.</summary>
    public long TableLength => (((Clusters + FatGeometry.FirstCluster) * EntryBits) + 7) / 8;

    /// <summary>Reads a boot sector.</summary>
    /// <exception cref="InvalidDataException">It is none of a FAT file system of so many bytes.</exception>
    public static FatVolume Read(ReadOnlySpan<byte> sector, long imageLength)
    {
        var sectorSize = BinaryPrimitives.ReadUInt16LittleEndian(sector[11..]);
        var perCluster = sector[13];
        var reserved = BinaryPrimitives.ReadUInt16LittleEndian(sector[14..]);
        var tables = sector[16];
        var isPlausible = BinaryPrimitives.ReadUInt16LittleEndian(sector[510..]) == 0xAA55
            && sectorSize is >= 512 and <= 4096
            && BitOperations.IsPow2(sectorSize)
            && BitOperations.IsPow2(perCluster)
            && reserved > 0
            && tables is 1 or 2;
        if (!isPlausible)
        {
            throw new InvalidDataException("There is no FAT file system: its boot sector is none.");
        }

        var rootLength = BinaryPrimitives.ReadUInt16LittleEndian(sector[17..]) * DirectoryEntrySize;
        var short16 = BinaryPrimitives.ReadUInt16LittleEndian(sector[22..]);
        var tableSectors = short16 != 0 ? short16 : (long)BinaryPrimitives.ReadUInt32LittleEndian(sector[36..]);
        var total16 = BinaryPrimitives.ReadUInt16LittleEndian(sector[19..]);
        var total = total16 != 0 ? total16 : (long)BinaryPrimitives.ReadUInt32LittleEndian(sector[32..]);
        var root = (reserved + (tables * tableSectors)) * sectorSize;
        var data = root + ((rootLength + sectorSize - 1) / sectorSize * sectorSize);
        var clusters = ((total * sectorSize) - data) / (perCluster * sectorSize);

        // As Linux and dosfstools tell them apart: FAT32 is what has no table length in 16 bits, however few its clusters.
        var bits = (short16, clusters) switch { (0, _) => 32, (_, <= MostFat12Clusters) => 12, _ => 16 };
        var volume = new FatVolume
        {
            ClusterSize = perCluster * sectorSize,
            TableOffset = (long)reserved * sectorSize,
            RootOffset = root,
            RootLength = bits == 32 ? 0 : rootLength,
            DataOffset = data,
            Clusters = clusters,
            RootCluster = bits == 32 ? BinaryPrimitives.ReadUInt32LittleEndian(sector[44..]) : 0,
            EntryBits = bits,
        };
        return clusters > 0 && total * sectorSize <= imageLength && volume.TableLength <= tableSectors * sectorSize
            ? volume
            : throw new InvalidDataException(
                $"The FAT file system has {total} sectors of {sectorSize} bytes and tables of {tableSectors}: that does not fit together.");
    }

    public bool Has(uint cluster) => cluster >= FatGeometry.FirstCluster && cluster - FatGeometry.FirstCluster < Clusters;

    public long OffsetOf(uint cluster) => DataOffset + ((long)(cluster - FatGeometry.FirstCluster) * ClusterSize);
}
