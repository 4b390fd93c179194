using ImageFactory.Boot.Efi;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Fat;
using ImageFactory.Formats.Iso9660;

namespace ImageFactory.Boot.Iso;

/// <summary>
/// An ISO that UEFI boots as a CD and as a USB stick, with systemd-boot and one unified kernel image. Its files are in the EFI system
/// partition, and the ISO 9660 tree points at them there: everything is in the image once.
/// </summary>
public static class UefiIso
{
    private const int SeedSize = 32;

    /// <summary>The image; boot loader and UKI are referenced.</summary>
    /// <exception cref="ArgumentException">A name or a time does not fit into the image.</exception>
    public static ExtentMap Map(UefiIsoOptions options)
    {
        var partition = EspIso.Partition(Files(options), options.BootLoader, options.Uki);
        var hybrid = options.Hybrid;
        var others = hybrid is null ? [] : GrubFiles(options, hybrid, partition);
        return EspIso.Map(partition, others, hybrid?.Bios, EspIso.Labelled(options.Version, options.Time));
    }

    private static IEnumerable<FatEntry> Files(UefiIsoOptions options)
    {
        var files = SystemdBoot.Files(new SystemdBootOptions
        {
            LoaderPath = $"EFI/BOOT/{options.BootFileName}",
            Loader = options.BootLoader,
            Uki = options.Uki,
            Version = options.Version,
            SecureBootEnrolment = options.SecureBootEnrolment,
            Time = options.Time,
        });

        // systemd-boot from 261 on makes a seed where there is none, which a CD refuses.
        return
        [
            .. files,
            .. options.EnrolmentFiles is { } enrolment ? EnrolledKeys.Files(enrolment, options.Time) : [],
            FatEntry.File("loader/random-seed", options.Time, ExtentMap.OfZeros(SeedSize), isReadOnly: true),
        ];
    }

    // GRUB finds kernel and initramfs inside the unified kernel image, whose sections lie where an ISO's files may begin.
    private static IEnumerable<Iso9660Entry> GrubFiles(UefiIsoOptions options, HybridBoot hybrid, FatLayout partition)
    {
        var uki = partition.Placements.Single(placement => ReferenceEquals(placement.Entry.Content, options.Uki));
        return
        [
            .. EspIso.Menu(hybrid.Config, options.Time),
            Section(".linux", "boot/vmlinuz"),
            Section(".initrd", "boot/initramfs.xz"),
        ];

        // Of several profiles the first one is that without changes.
        Iso9660Entry Section(string name, string path)
        {
            var section = hybrid.UkiSections.First(section => string.Equals(section.Name, name, StringComparison.Ordinal));
            return EspIso.Show(path, options.Time, uki.Offset + section.RawOffset, section.VirtualSize);
        }
    }
}
