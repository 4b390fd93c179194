using ImageFactory.Formats.Extents;

namespace ImageFactory.Boot.Disks;

/// <summary>What GRUB needs on a disk besides its files on the EFI system partition.</summary>
public sealed record GrubContents
{
    /// <summary>The content of BOOT: an XFS file system.</summary>
    public required ExtentMap Boot { get; init; }

    /// <summary>
    /// The content of BIOS: GRUB's core image, which knows the sector of its own partition. Empty on machines without a BIOS.
    /// </summary>
    public required ExtentMap Core { get; init; }

    /// <summary>The code of the first sector, which loads the core image: up to 446 bytes. Empty on machines without a BIOS.</summary>
    public required ReadOnlyMemory<byte> BootCode { get; init; }
}
