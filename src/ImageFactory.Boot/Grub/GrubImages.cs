using ImageFactory.Formats.Grub;

namespace ImageFactory.Boot.Grub;

/// <summary>
/// GRUB's images for Talos's disks and ISOs. They hold all modules that GRUB will need: there is none beside them. None depends on where
/// it lies, so one of each serves every disk and ISO of a release.
/// </summary>
public static class GrubImages
{
    // BOOT is the third partition of every disk with GRUB. Firmware has to show the disk as its first one.
    private const string DiskPrefix = "(hd0,gpt3)/grub";
    private const string IsoPrefix = "/boot/grub";

    // UEFI does not say from which device an ISO's boot loader came in a way that GRUB understands on every machine.
    private const string FindIso = "search --file --set=root /boot/grub/grub.cfg\nset prefix=($root)/boot/grub\n";

    private static readonly string[] Common =
    [
        "part_gpt", "ext2", "fat", "xfs", "normal", "configfile", "linux", "boot", "search", "search_fs_uuid", "search_fs_file",
        "ls", "cat", "echo", "test", "help", "reboot", "halt", "all_video",
    ];

    /// <summary>The content of a disk's BIOS partition, still without the sector of its place.</summary>
    /// <param name="files">The files of <c>i386-pc</c>.</param>
    /// <exception cref="InvalidDataException">A file is missing or damaged.</exception>
    /// <exception cref="DllNotFoundException">liblzma is not installed.</exception>
    public static byte[] DiskCore(GrubModules files) =>
        GrubBiosImage.Core(Options(files, DiskPrefix, [.. Common, "biosdisk", "part_msdos"]));

    /// <summary>What UEFI starts from a disk.</summary>
    /// <param name="files">The files of <c>x86_64-efi</c> or <c>arm64-efi</c>.</param>
    /// <exception cref="InvalidDataException">A file is missing or damaged.</exception>
    public static byte[] DiskEfi(GrubModules files) => GrubEfiImage.Create(Options(files, DiskPrefix, Common));

    /// <summary>What a BIOS starts from an ISO, still without its place.</summary>
    /// <param name="files">The files of <c>i386-pc</c>.</param>
    /// <exception cref="InvalidDataException">A file is missing or damaged.</exception>
    /// <exception cref="DllNotFoundException">liblzma is not installed.</exception>
    public static byte[] IsoElTorito(GrubModules files) =>
        GrubBiosImage.ElTorito(Options(files, IsoPrefix, [.. Common, "iso9660", "biosdisk", "part_msdos"]));

    /// <summary>What UEFI starts from an ISO.</summary>
    /// <param name="files">The files of <c>x86_64-efi</c> or <c>arm64-efi</c>.</param>
    /// <exception cref="InvalidDataException">A file is missing or damaged.</exception>
    public static byte[] IsoEfi(GrubModules files) =>
        GrubEfiImage.Create(Options(files, IsoPrefix, [.. Common, "iso9660", "part_msdos"]) with { Configuration = FindIso });

    private static GrubImageOptions Options(GrubModules files, string prefix, IReadOnlyList<string> modules) =>
        new() { Files = files, Modules = modules, Prefix = prefix };
}
