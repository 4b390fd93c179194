using ImageFactory.Boot.SecureBoot;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Fat;

namespace ImageFactory.Boot.Efi;

/// <summary>Keys that systemd-boot enrols, as files of an EFI system partition (systemd-boot(7), <c>loader/keys</c>).</summary>
public static class EnrolledKeys
{
    /// <summary>The files and their directories, which belong beside those of <see cref="SystemdBoot"/>.</summary>
    /// <exception cref="ArgumentException">The time cannot be expressed in FAT.</exception>
    public static IReadOnlyList<FatEntry> Files(EnrolmentFiles keys, uint time) =>
    [
        FatEntry.Directory("loader/keys", time),
        FatEntry.Directory("loader/keys/auto", time),
        .. keys.Variables.Select(variable =>
            FatEntry.File($"loader/keys/auto/{variable.Variable.Name}.auth", time, ExtentMap.OfBytes(variable.Authenticated))),
    ];

    /// <summary>The certificate by itself, for people who enrol it in a firmware menu.</summary>
    /// <exception cref="ArgumentException">The time cannot be expressed in FAT.</exception>
    public static IReadOnlyList<FatEntry> Certificate(EnrolmentFiles keys, uint time) =>
    [
        FatEntry.Directory("EFI/keys", time),
        FatEntry.File("EFI/keys/uki-signing-cert.der", time, ExtentMap.OfBytes(keys.Certificate.Der)),
    ];
}
