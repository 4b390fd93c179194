using System.Buffers.Binary;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Iso9660;

/// <summary>
/// What a BIOS boots, with GRUB: an El Torito image from a CD, and code in the first sector, which loads the same image, from a USB stick.
/// Both are told where the image lies, as <c>xorriso</c> does with <c>-boot-info-table --grub2-boot-info --grub2-mbr</c>.
/// </summary>
public sealed record IsoBiosBoot
{
    /// <summary>The shortest image in bytes: the fields below are in it.</summary>
    internal const int ShortestImage = GrubSectorField + sizeof(long);

    private const int FirstDescriptor = (int)Iso9660Layout.FirstDescriptor;
    private const uint SectorsPerBlock = Iso9660Layout.BlockSize / Iso9660Layout.MbrSector;

    // The boot information table (mkisofs: "EL TORITO BOOT INFORMATION TABLE").
    private const int TableOffset = 8;
    private const int TableEnd = 64;

    // In GRUB's image, behind the block that a BIOS loads from a CD: the sector of what the first sector there loads.
    private const int GrubSectorField = 2048 + 0x1F4;
    private const uint GrubSector = SectorsPerBlock + 1;

    // In GRUB's code for the first sector: the sector of that first sector.
    private const int CodeSize = 440;
    private const int CodeSectorField = 0x1B0;

    /// <summary>The path of the image in the tree: a file with its own content, GRUB's <c>eltorito.img</c>.</summary>
    public required string ImagePath { get; init; }

    /// <summary>The sum of the image's words, as <see cref="SumOf"/> finds it.</summary>
    public required uint ImageSum { get; init; }

    /// <summary>GRUB's <c>boot_hybrid.img</c>, of which the first 440 bytes are taken.</summary>
    public required ReadOnlyMemory<byte> BootCode { get; init; }

    /// <summary>The sum of the 32-bit words of an image behind its boot information table, without what is written into it later.</summary>
    /// <exception cref="InvalidDataException">The image is too short for GRUB's.</exception>
    public static uint SumOf(ReadOnlySpan<byte> image)
    {
        if (image.Length < ShortestImage)
        {
            throw new InvalidDataException($"GRUB's image for CDs has only {image.Length} bytes.");
        }

        return unchecked(Sum(image[TableEnd..GrubSectorField]) + Sum(image[ShortestImage..]));
    }

    /// <summary>Whether an entry is the image.</summary>
    internal bool IsImage(Iso9660Entry entry) => string.Equals(entry.Path, ImagePath, StringComparison.Ordinal);

    /// <summary>The image for its place; all but a few fields of it is referenced.</summary>
    internal ExtentMap ImageAt(uint block, ExtentMap image)
    {
        var field = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(field, ((long)block * SectorsPerBlock) + GrubSector);
        var table = new byte[TableEnd - TableOffset];
        BinaryPrimitives.WriteInt32LittleEndian(table, FirstDescriptor);
        BinaryPrimitives.WriteUInt32LittleEndian(table.AsSpan(4), block);
        BinaryPrimitives.WriteUInt32LittleEndian(table.AsSpan(8), (uint)image.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(table.AsSpan(12), unchecked(ImageSum + Sum(field)));
        return ExtentMap.Concat(
            image.Slice(0, TableOffset),
            ExtentMap.OfBytes(table),
            image.Slice(TableEnd, GrubSectorField - TableEnd),
            ExtentMap.OfBytes(field),
            image.Slice(ShortestImage, image.Length - ShortestImage));
    }

    /// <summary>Writes the code of the first sector.</summary>
    internal void WriteBootCode(Span<byte> sector, uint block)
    {
        BootCode.Span[..Math.Min(BootCode.Length, CodeSize)].CopyTo(sector);
        BinaryPrimitives.WriteInt64LittleEndian(sector[CodeSectorField..], ((long)block + 1) * SectorsPerBlock);
    }

    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0u;
        Span<byte> last = stackalloc byte[sizeof(uint)];
        for (; bytes.Length >= sizeof(uint); bytes = bytes[sizeof(uint)..])
        {
            sum = unchecked(sum + BinaryPrimitives.ReadUInt32LittleEndian(bytes));
        }

        bytes.CopyTo(last);
        return unchecked(sum + BinaryPrimitives.ReadUInt32LittleEndian(last));
    }
}
