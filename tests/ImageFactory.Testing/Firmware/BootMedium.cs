namespace ImageFactory.Testing.Firmware;

/// <summary>Where the guest boots from.</summary>
public enum BootMedium
{
    /// <summary>A kernel or a UKI, handed over by QEMU.</summary>
    Kernel,

    /// <summary>A CD-ROM.</summary>
    CdRom,

    /// <summary>A USB stick.</summary>
    UsbStick,

    /// <summary>A raw disk; what the guest writes is thrown away.</summary>
    Disk,

    /// <summary>The network, as <see cref="QemuOptions.Network"/> has it.</summary>
    Network,
}
