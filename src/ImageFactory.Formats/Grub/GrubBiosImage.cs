using System.Buffers.Binary;
using ImageFactory.Formats.Compression;
using ImageFactory.Formats.Elf;

namespace ImageFactory.Formats.Grub;

/// <summary>
/// GRUB for a BIOS: a sector that loads the rest, a decompressor, and kernel and modules as LZMA. Nothing in it depends on where it
/// lies; the fields that do are zero.
/// </summary>
public static class GrubBiosImage
{
    private const int SectorSize = 512;
    private const int CdSectorSize = 2048;
    private const uint KernelAddress = 0x9000;
    private const int WordSize = 4;

    // It is loaded to 0x8200; from 0x78000 on the memory may be the BIOS's own.
    private const int MaximumSize = 0x78000 - 0x8200;

    // In the loading sector: how many sectors follow it.
    private const int CountField = 0x1FC;

    // In the decompressor (GRUB: include/grub/offsets.h).
    private const int CompressedSizeField = 0x08;
    private const int SizeField = 0x0C;

    /// <summary>The image that a disk boots: <c>core.img</c>.</summary>
    /// <exception cref="InvalidDataException">A file is missing or damaged, or the image is too large for a BIOS.</exception>
    /// <exception cref="DllNotFoundException">liblzma is not installed.</exception>
    public static byte[] Core(GrubImageOptions options)
    {
        var files = options.Files;
        byte[] loader = [.. Fixed(files, "diskboot.img", SectorSize).Span];
        byte[] decompressor = [.. files.Get("lzma_decompress.img").Span];
        if (decompressor.Length < SizeField + sizeof(uint))
        {
            throw new InvalidDataException($"GRUB's decompressor has only {decompressor.Length} bytes.");
        }

        byte[] content = [.. Kernel(files), .. ModuleArea.ToBytes(options, WordSize)];
        var compressed = LzmaSegment.Compress(content);
        BinaryPrimitives.WriteInt32LittleEndian(decompressor.AsSpan(CompressedSizeField), compressed.Length);
        BinaryPrimitives.WriteInt32LittleEndian(decompressor.AsSpan(SizeField), content.Length);
        var length = decompressor.Length + compressed.Length;
        if (length > MaximumSize)
        {
            throw new InvalidDataException($"GRUB's image has {length} bytes; a BIOS loads up to {MaximumSize}.");
        }

        BinaryPrimitives.WriteUInt16LittleEndian(loader.AsSpan(CountField), (ushort)((length + SectorSize - 1) / SectorSize));
        return [.. loader, .. decompressor, .. compressed];
    }

    /// <summary>The image that a CD boots: <c>eltorito.img</c>, the core image behind the sector that a BIOS loads from a CD.</summary>
    /// <exception cref="InvalidDataException">A file is missing or damaged, or the image is too large for a BIOS.</exception>
    /// <exception cref="DllNotFoundException">liblzma is not installed.</exception>
    public static byte[] ElTorito(GrubImageOptions options) =>
        [.. Fixed(options.Files, "cdboot.img", CdSectorSize).Span, .. Core(options)];

    private static ReadOnlyMemory<byte> Fixed(GrubModules files, string name, int length)
    {
        var content = files.Get(name);
        return content.Length == length
            ? content
            : throw new InvalidDataException($"GRUB's {name} has {content.Length} bytes instead of {length}.");
    }

    // What is in memory from the kernel's address on. Its zeros at the end it clears by itself.
    private static byte[] Kernel(GrubModules files)
    {
        var kernel = ElfFile.Read(files.Get("kernel.img"));
        var sections = kernel.Sections
            .Where(section => section.IsLoaded && section.Type != ElfSection.NoBits && section.Size > 0)
            .OrderBy(section => section.Address)
            .ToList();
        if (kernel.Machine != ElfFile.I386 || sections.Count == 0 || sections[0].Address != KernelAddress)
        {
            throw new InvalidDataException("GRUB's kernel is not one for a BIOS.");
        }

        var bytes = new byte[sections[^1].Address + sections[^1].Size - KernelAddress];
        foreach (var section in sections)
        {
            var offset = (int)(section.Address - KernelAddress);
            if (offset + section.Content.Length > bytes.Length)
            {
                throw new InvalidDataException("Sections of GRUB's kernel overlap.");
            }

            section.Content.Span.CopyTo(bytes.AsSpan(offset));
        }

        return bytes;
    }
}
