namespace ImageFactory.Testing.Firmware;

/// <summary>Debian's UEFI firmware for one architecture.</summary>
/// <param name="Code">The path of the read-only flash.</param>
/// <param name="Variables">The path of the blank variable store, to be copied for each machine.</param>
internal sealed record FirmwareFiles(string Code, string Variables)
{
    private const string UBoot = "/usr/lib/u-boot/qemu_arm64/u-boot.bin";

    /// <summary>The path of U-Boot for QEMU's arm64 machine; without it the test is skipped, or fails where judges are required.</summary>
    public static string RequireUBoot()
    {
        if (!File.Exists(UBoot))
        {
            Required.Missing("u-boot-qemu is not installed");
        }

        return UBoot;
    }

    /// <summary>The installed firmware; without it the test is skipped, or fails where judges are required.</summary>
    /// <param name="architecture">The processor.</param>
    /// <param name="strict">Whether it keeps its variables in system management mode; amd64.</param>
    public static FirmwareFiles Require(GuestArchitecture architecture, bool strict)
    {
        var (package, files) = (architecture, strict) switch
        {
            (GuestArchitecture.Arm64, _) => ("qemu-efi-aarch64", new FirmwareFiles("/usr/share/AAVMF/AAVMF_CODE.fd", "/usr/share/AAVMF/AAVMF_VARS.fd")),
            (_, true) => ("ovmf", new FirmwareFiles("/usr/share/OVMF/OVMF_CODE_4M.secboot.fd", "/usr/share/OVMF/OVMF_VARS_4M.fd")),
            _ => ("ovmf", new FirmwareFiles("/usr/share/OVMF/OVMF_CODE_4M.fd", "/usr/share/OVMF/OVMF_VARS_4M.fd")),
        };
        if (!File.Exists(files.Code) || !File.Exists(files.Variables))
        {
            Required.Missing($"{package} is not installed");
        }

        return files;
    }
}
