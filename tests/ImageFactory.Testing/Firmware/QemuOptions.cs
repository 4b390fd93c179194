namespace ImageFactory.Testing.Firmware;

/// <summary>A machine to boot, and what to boot it from.</summary>
public sealed record QemuOptions
{
    /// <summary>The processor.</summary>
    public required GuestArchitecture Architecture { get; init; }

    /// <summary>The firmware.</summary>
    public required GuestFirmware Firmware { get; init; }

    /// <summary>How the machine sees <see cref="Image"/>.</summary>
    public required BootMedium Medium { get; init; }

    /// <summary>The path of the kernel, UKI, ISO or disk image; it is never written to. Empty for the network.</summary>
    public string Image { get; init; } = "";

    /// <summary>The network card; null for none.</summary>
    public QemuNetwork? Network { get; init; }

    /// <summary>The format of <see cref="Image"/> as QEMU calls it, where it is a disk.</summary>
    public string Format { get; init; } = "raw";

    /// <summary>The sector size of <see cref="Image"/> in bytes, where it is a disk.</summary>
    public int SectorSize { get; init; } = 512;

    /// <summary>The path of an initramfs beside a bare kernel.</summary>
    public string? Initramfs { get; init; }

    /// <summary>The command line of a bare kernel. To a UKI it would replace the embedded one.</summary>
    public string? CommandLine { get; init; }

    /// <summary>The path of a raw disk beside what is booted, which keeps what the guest writes.</summary>
    public string? Disk { get; init; }

    /// <summary>The sector size of <see cref="Disk"/> in bytes.</summary>
    public int DiskSectorSize { get; init; } = 512;

    /// <summary>Main memory in MiB.</summary>
    public int Memory { get; init; } = 1024;

    /// <summary>Whether the machine has a TPM 2.0.</summary>
    public bool Tpm { get; init; }

    /// <summary>The directory of a TPM's state that is kept over boots; null for a TPM that is new each time.</summary>
    public string? TpmState { get; init; }

    /// <summary>
    /// The path of a store of firmware variables that is kept over boots, made blank where there is none; null for one that is blank
    /// each time.
    /// </summary>
    public string? Variables { get; init; }

    /// <summary>Whether only system management mode may write firmware variables, as in real machines; amd64.</summary>
    public bool Strict { get; init; }

    /// <summary>How long the guest may take on a quiet machine; twice as long on a busy one.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(4);
}
