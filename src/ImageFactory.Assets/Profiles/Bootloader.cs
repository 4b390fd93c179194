namespace ImageFactory.Assets.Profiles;

/// <summary>What starts the kernel of an ISO or a disk image.</summary>
public enum Bootloader
{
    /// <summary>GRUB for BIOS, systemd-boot for UEFI. Not on arm64.</summary>
    DualBoot,

    /// <summary>systemd-boot: UEFI only.</summary>
    SdBoot,

    /// <summary>GRUB for BIOS and UEFI.</summary>
    Grub,
}
