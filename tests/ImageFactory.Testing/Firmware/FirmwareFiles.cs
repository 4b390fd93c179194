namespace ImageFactory.Testing.Firmware;

/// <summary>Debian's UEFI firmware for one architecture.</summary>
/// <param name="Code">The path of the read-only flash.</param>
/// <param name="Variables">The path of the blank variable store, to be copied for each machine.</param>
internal sealed record FirmwareFiles(string Code, string Variables)
{
    /// <summary>The installed firmware; without it the test is skipped, or fails where judges are required.</summary>
    public static FirmwareFiles Require(GuestArchitecture architecture)
    {
        var (package, files) = architecture is GuestArchitecture.Amd64
            ? ("ovmf", new FirmwareFiles("/usr/share/OVMF/OVMF_CODE_4M.fd", "/usr/share/OVMF/OVMF_VARS_4M.fd"))
            : ("qemu-efi-aarch64", new FirmwareFiles("/usr/share/AAVMF/AAVMF_CODE.fd", "/usr/share/AAVMF/AAVMF_VARS.fd"));
        if (!File.Exists(files.Code) || !File.Exists(files.Variables))
        {
            Required.Missing($"{package} is not installed");
        }

        return files;
    }
}
