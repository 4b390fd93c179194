namespace ImageFactory.Assets.Artifacts;

/// <summary>What an artifact of a release is for.</summary>
public enum ArtifactRole
{
    /// <summary>The Linux kernel, <c>vmlinuz</c>.</summary>
    Kernel,

    /// <summary>The base initramfs, <c>initramfs.xz</c>, zstd from Talos 1.8 on despite its name.</summary>
    Initramfs,

    /// <summary>systemd-stub, the head of a unified kernel image.</summary>
    Stub,

    /// <summary>systemd-boot.</summary>
    BootLoader,

    /// <summary>GRUB's files for a BIOS, as one <see cref="PackedDirectory"/>.</summary>
    GrubBios,

    /// <summary>GRUB's files for UEFI, as one <see cref="PackedDirectory"/>.</summary>
    GrubEfi,
}
