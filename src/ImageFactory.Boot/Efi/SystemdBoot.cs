using System.Text;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Fat;

namespace ImageFactory.Boot.Efi;

/// <summary>systemd-boot with one unified kernel image, as files of an EFI system partition.</summary>
public static class SystemdBoot
{
    /// <summary>The files and their directories; loader and UKI are referenced.</summary>
    /// <exception cref="ArgumentException">A name, a time or a length cannot be expressed in FAT.</exception>
    public static IReadOnlyList<FatEntry> Files(SystemdBootOptions options)
    {
        var time = options.Time;
        return
        [
            FatEntry.Directory("EFI", time),
            FatEntry.Directory(options.LoaderPath[..Math.Max(options.LoaderPath.LastIndexOf('/'), 0)], time),
            FatEntry.File(options.LoaderPath, time, options.Loader),
            FatEntry.Directory("EFI/Linux", time),
            FatEntry.File($"EFI/Linux/Talos-{options.Version}.efi", time, options.Uki),
            FatEntry.Directory("loader", time),
            FatEntry.File("loader/loader.conf", time, ExtentMap.OfBytes(Configuration(options))),
        ];
    }

    private static byte[] Configuration(SystemdBootOptions options)
    {
        var enrolment = options.SecureBootEnrolment is { } when ? $"\nsecure-boot-enroll {when}\n" : string.Empty;
        return Encoding.ASCII.GetBytes($"# systemd-boot configuration\n\ntimeout 10\n{enrolment}");
    }
}
