using ImageFactory.Formats.Extents;

namespace ImageFactory.Boot.Grub;

/// <summary>What GRUB boots from a disk.</summary>
public sealed record GrubDiskOptions
{
    /// <summary>What starts machines with a BIOS; null for processors that have none.</summary>
    public required GrubBiosCode? Bios { get; init; }

    /// <summary>The kernel.</summary>
    public required ExtentMap Kernel { get; init; }

    /// <summary>The initramfs.</summary>
    public required ExtentMap Initramfs { get; init; }

    /// <summary>The menu, as <see cref="GrubConfig.OfDisk"/> makes it.</summary>
    public required ReadOnlyMemory<byte> Config { get; init; }

    /// <summary>The time of all files, in seconds since 1970, up to 2038.</summary>
    public required uint Time { get; init; }
}
