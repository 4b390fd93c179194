using ImageFactory.Formats.Elf;
using ImageFactory.Formats.Pe;

namespace ImageFactory.Formats.Grub;

/// <summary>
/// GRUB for UEFI on x86-64 or arm64: a PE file of GRUB's kernel, linked to run at address 0, its modules, and the list of what changes
/// when it is loaded elsewhere.
/// </summary>
public static class GrubEfiImage
{
    private const int WordSize = 8;
    private const uint CodeFlags = 0x60000020;
    private const uint DataFlags = 0xC0000040;
    private const uint RelocationFlags = 0x42000040;

    /// <summary>The image.</summary>
    /// <exception cref="InvalidDataException">A file is missing or damaged, or needs a kind of relocation that is not known.</exception>
    public static byte[] Create(GrubImageOptions options)
    {
        var kernel = EfiKernel.Link(ElfFile.Read(options.Files.Get("kernel.img")));
        var modules = ModuleArea.ToBytes(options, WordSize);
        var relocations = BaseRelocations.ToBytes(kernel.Fixups, EfiKernel.PageSize);
        var modulesStart = kernel.Image.Length;
        var relocationsStart = modulesStart + AlignUp(modules.Length);
        PeSection[] sections =
        [
            Section(".text", CodeFlags, EfiKernel.PageSize, kernel.CodeEnd),
            Section(".data", DataFlags, kernel.CodeEnd, modulesStart),
            Section("mods", DataFlags, modulesStart, relocationsStart),
            Section(".reloc", RelocationFlags, relocationsStart, relocationsStart + relocations.Length),
        ];

        var image = new byte[relocationsStart + relocations.Length];
        kernel.Image.Span.CopyTo(image);
        modules.CopyTo(image, modulesStart);
        relocations.CopyTo(image, relocationsStart);
        GrubEfiHeaders.Write(image, kernel.Machine, sections);
        return image;
    }

    // The file looks as the memory does.
    private static PeSection Section(string name, uint flags, int start, int end) => new()
    {
        Name = name,
        VirtualSize = (uint)(end - start),
        VirtualAddress = (uint)start,
        RawSize = (uint)(end - start),
        RawOffset = (uint)start,
        Characteristics = flags,
    };

    private static int AlignUp(int value) => (value + EfiKernel.PageSize - 1) / EfiKernel.PageSize * EfiKernel.PageSize;
}
