using ImageFactory.Boot.Efi;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Fat;
using ImageFactory.Formats.Iso9660;
using ImageFactory.Formats.Pe;

namespace ImageFactory.Boot.Iso;

/// <summary>
/// An ISO that UEFI boots as a CD and as a USB stick, with systemd-boot and one unified kernel image. Its files are in the EFI system
/// partition, and the ISO 9660 tree points at them there: everything is in the image once.
/// </summary>
public static class UefiIso
{
    private const int SeedSize = 32;

    /// <summary>The image; boot loader and UKI are referenced.</summary>
    /// <exception cref="ArgumentException">
    /// A name or a time does not fit into the image, or GRUB cannot find kernel and initramfs in the UKI.
    /// </exception>
    public static ExtentMap Map(UefiIsoOptions options)
    {
        var partition = EspIso.Partition(Files(options), options.BootLoader, options.Uki);
        var hybrid = options.Hybrid;
        var others = hybrid is null ? [] : GrubFiles(options, hybrid, partition);
        var cache = options.ImageCache?.ToIso(options.Time) ?? [];
        return EspIso.Map(partition, others.Concat(cache), hybrid?.Bios, EspIso.Labelled(options.Version, options.Time) with
        {
            CopiesPartitionFiles = options.HasCopies,
        });
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
            .. options.EnrolmentFiles is { } certificate ? EnrolledKeys.Certificate(certificate, options.Time) : [],
            .. options.EnrolmentFiles is { } keys ? EnrolledKeys.Files(keys, options.Time) : [],
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
            Show("boot/vmlinuz", Section(hybrid, ".linux")),
            Show("boot/initramfs.xz", Section(hybrid, ".initrd")),
        ];

        Iso9660Entry Show(string path, PeSection section) =>
            EspIso.Show(path, options.Time, uki.Offset + section.RawOffset, section.VirtualSize);
    }

    // Of several profiles the first one is that without changes.
    private static PeSection Section(HybridBoot hybrid, string name) =>
        hybrid.UkiSections.FirstOrDefault(section => string.Equals(section.Name, name, StringComparison.Ordinal))
            ?? throw new ArgumentException($"The unified kernel image has no section {name}.", nameof(hybrid));
}
