using ImageFactory.Boot.Disks;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Fat;
using ImageFactory.Formats.Xfs;

namespace ImageFactory.Boot.Grub;

/// <summary>GRUB's part of a disk.</summary>
public static class GrubDisk
{
    private const int DirectoryMode = 0b111_101_101;
    private const int FileMode = 0b110_100_100;

    // The menu shows the command line, which may hold secrets.
    private const int PrivateDirectoryMode = 0b111_000_000;
    private const int PrivateFileMode = 0b110_000_000;

    /// <summary>The contents of BIOS and BOOT and the code of the first sector; kernel, initramfs and core image are referenced.</summary>
    /// <exception cref="ArgumentException">The layout is one without GRUB, or the files do not fit into BOOT.</exception>
    /// <exception cref="InvalidDataException">GRUB's code for the first sector is damaged.</exception>
    public static GrubContents Contents(DiskLayout layout, GrubDiskOptions options)
    {
        if (layout is not { Bios: { } bios, Boot: { } boot })
        {
            throw new ArgumentException("The disk has no partitions for GRUB.", nameof(layout));
        }

        return new GrubContents
        {
            Boot = XfsImage.Map(XfsLayout.Create(Files(options), new XfsOptions
            {
                Label = DiskLabel.Boot,
                Uuid = LabelGuid.Of(DiskLabel.Boot),
                RootTime = options.Time,
                Size = boot.Length,
                SectorSize = layout.Options.SectorSize,
            })),
            Core = options.Bios?.CoreAt(bios.FirstSector) ?? ExtentMap.Empty,
            BootCode = options.Bios?.FirstSector(bios.FirstSector) ?? ReadOnlyMemory<byte>.Empty,
        };
    }

    /// <summary>The files of the EFI system partition of a disk that GRUB alone boots, and their directories; the loader is referenced.</summary>
    /// <param name="loaderPath">Where UEFI looks for what it starts.</param>
    /// <param name="loader">GRUB for UEFI, as <see cref="GrubImages.DiskEfi"/> makes it.</param>
    /// <param name="time">The time of all files, in seconds since 1970, from 1980 on.</param>
    /// <exception cref="ArgumentException">A name, a time or a length cannot be expressed in FAT.</exception>
    public static IReadOnlyList<FatEntry> EfiFiles(string loaderPath, ExtentMap loader, uint time) =>
    [
        FatEntry.Directory("EFI", time),
        FatEntry.Directory(loaderPath[..Math.Max(loaderPath.LastIndexOf('/'), 0)], time),
        FatEntry.File(loaderPath, time, loader),
    ];

    private static XfsTree Files(GrubDiskOptions options) => new(
    [
        XfsEntry.Directory("A", DirectoryMode, options.Time),
        XfsEntry.File("A/vmlinuz", FileMode, options.Time, options.Kernel),
        XfsEntry.File("A/initramfs.xz", FileMode, options.Time, options.Initramfs),
        XfsEntry.Directory("grub", PrivateDirectoryMode, options.Time),
        XfsEntry.File("grub/grub.cfg", PrivateFileMode, options.Time, ExtentMap.OfBytes(options.Config)),
    ]);
}
