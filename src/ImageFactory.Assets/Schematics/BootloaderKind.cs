namespace ImageFactory.Assets.Schematics;

/// <summary>The boot loader that a schematic asks for.</summary>
public enum BootloaderKind
{
    /// <summary>Not asked for: the version and the platform decide.</summary>
    None,

    /// <summary>GRUB for BIOS and systemd-boot for UEFI.</summary>
    DualBoot,

    /// <summary>systemd-boot only.</summary>
    SdBoot,

    /// <summary>GRUB only.</summary>
    Grub,
}
