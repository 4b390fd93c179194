using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Fat;
using ImageFactory.Formats.Iso9660;

namespace ImageFactory.Boot.Iso;

/// <summary>An ISO that GRUB boots, under UEFI and a BIOS, as a CD and as a USB stick, with one copy of kernel and initramfs.</summary>
public static class GrubIso
{
    // What xorriso calls a volume without a name.
    private const string NoLabel = "ISOIMAGE";

    /// <summary>The image; boot loaders, kernel and initramfs are referenced.</summary>
    /// <exception cref="ArgumentException">A name or a time does not fit into the image.</exception>
    public static ExtentMap Map(GrubIsoOptions options)
    {
        var time = options.Time;
        FatEntry[] files =
        [
            FatEntry.Directory("EFI", time),
            FatEntry.Directory("EFI/BOOT", time),
            FatEntry.File($"EFI/BOOT/{options.BootFileName}", time, options.BootLoader),
            FatEntry.Directory("boot", time),
            FatEntry.File("boot/vmlinuz", time, options.Kernel),
            FatEntry.File("boot/initramfs.xz", time, options.Initramfs),
            FatEntry.Directory("boot/grub", time),
            FatEntry.File("boot/grub/grub.cfg", time, ExtentMap.OfBytes(options.Config)),
        ];
        var partition = EspIso.Partition(files, options.BootLoader, options.Kernel, options.Initramfs);
        var label = options.LabelVersion is { } version
            ? EspIso.Labelled(version, time)
            : new Iso9660Options { VolumeId = NoLabel, VolumeSetId = string.Empty, Time = time };
        return EspIso.Map(partition, options.ImageCache?.ToIso(time) ?? [], options.Bios, label with { CopiesPartitionFiles = options.HasCopies });
    }
}
