namespace ImageFactory.Testing.Firmware;

/// <summary>What runs before the first byte of ours.</summary>
public enum GuestFirmware
{
    /// <summary>EDK II: OVMF on amd64, AAVMF on arm64.</summary>
    Uefi,

    /// <summary>SeaBIOS; amd64 only.</summary>
    Bios,

    /// <summary>U-Boot, the firmware of single-board computers; arm64 only.</summary>
    UBoot,

    /// <summary>QEMU's own loader, for a bare kernel.</summary>
    None,
}
