namespace ImageFactory.Formats.Elf;

/// <summary>What an ELF file may have at most; every number fits into an int.</summary>
/// <param name="Kind">What the file is, for messages.</param>
/// <param name="MaxSize">The size of a section, and the highest address, in bytes.</param>
/// <param name="MaxAlignment">The alignment of a section in bytes.</param>
internal sealed record ElfLimits(string Kind, uint MaxSize, uint MaxAlignment)
{
    /// <summary>Far above all boot code.</summary>
    public static ElfLimits BootCode { get; } = new("boot code", 16 * 1024 * 1024, 4096);

    /// <summary>Far above all kernel modules, also those with their debugging information.</summary>
    public static ElfLimits KernelModule { get; } = new("a kernel module", 1024 * 1024 * 1024, 1024 * 1024 * 1024);
}
