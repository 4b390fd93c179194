using System.Buffers.Binary;
using ImageFactory.Formats.Compression;

namespace ImageFactory.Formats.Gpt;

/// <summary>A header of the partition table (UEFI specification 2.10, table 5.5).</summary>
internal readonly record struct GptHeader
{
    /// <summary>Length in bytes; zeros follow up to the end of the sector.</summary>
    public const int Size = 92;

    private const uint Revision = 0x00010000;

    public required GptLayout Layout { get; init; }

    /// <summary>The sector of this header.</summary>
    public required long Sector { get; init; }

    /// <summary>The sector of the other header.</summary>
    public required long AlternateSector { get; init; }

    /// <summary>The first sector of the entries that belong to this header.</summary>
    public required long EntriesSector { get; init; }

    /// <summary>The CRC-32 of the entries.</summary>
    public required uint EntriesCrc { get; init; }

    public void WriteTo(Span<byte> destination)
    {
        destination[..Size].Clear();
        "EFI PART"u8.CopyTo(destination);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], Revision);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[12..], Size);
        BinaryPrimitives.WriteInt64LittleEndian(destination[24..], Sector);
        BinaryPrimitives.WriteInt64LittleEndian(destination[32..], AlternateSector);
        BinaryPrimitives.WriteInt64LittleEndian(destination[40..], Layout.FirstUsableSector);
        BinaryPrimitives.WriteInt64LittleEndian(destination[48..], Layout.LastUsableSector);
        _ = Layout.Options.DiskId.TryWriteBytes(destination[56..]);
        BinaryPrimitives.WriteInt64LittleEndian(destination[72..], EntriesSector);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[80..], GptEntry.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[84..], GptEntry.Size);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[88..], EntriesCrc);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[16..], Crc32.Compute(destination[..Size]));
    }
}
