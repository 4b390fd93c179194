using System.Buffers.Binary;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Vmdk;

/// <summary>
/// A grain whose content stays as it is, and is referenced: a zlib stream of two stored blocks (RFC 1950; RFC 1951, section 3.2.4), as
/// one takes a byte less than a grain has.
/// </summary>
internal static class VmdkStoredGrain
{
    private const int LongestBlock = ushort.MaxValue;

    // Deflate with a window of 32 KiB at the lowest level; then a block that is not the last, its length and the complement.
    private static ReadOnlySpan<byte> Start => [0x78, 0x01, 0, 0xFF, 0xFF, 0, 0];

    // The last block, of one byte.
    private static ReadOnlySpan<byte> LastBlock => [1, 1, 0, 0xFE, 0xFF];

    private static int TrailerLength => LastBlock.Length + sizeof(byte) + sizeof(uint);

    /// <summary>Its length with the zeros behind, in sectors.</summary>
    public static int Sectors => Header(number: 0).Sectors;

    /// <summary>Appends it.</summary>
    /// <param name="image">The image so far.</param>
    /// <param name="grain">The grain.</param>
    /// <param name="content">What it holds: one grain's length of bytes.</param>
    public static void Append(ExtentMapBuilder image, VmdkGrain grain, ExtentMap content)
    {
        var header = new byte[VmdkGrainHeader.Size + Start.Length];
        Header(grain.Number).WriteTo(header);
        Start.CopyTo(header.AsSpan(VmdkGrainHeader.Size));

        var trailer = new byte[TrailerLength];
        LastBlock.CopyTo(trailer);
        trailer[LastBlock.Length] = grain.LastByte;
        BinaryPrimitives.WriteUInt32BigEndian(trailer.AsSpan(LastBlock.Length + 1), grain.Adler);

        image.AppendBytes(header).Append(content.Slice(0, LongestBlock)).AppendBytes(trailer).PadTo(VmdkFormat.SectorSize);
    }

    private static VmdkGrainHeader Header(long number) => new(number, Start.Length + LongestBlock + TrailerLength);
}
