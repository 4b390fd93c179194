namespace ImageFactory.Netboot.Dhcp;

/// <summary>What a client can load.</summary>
internal enum BootClientKind
{
    /// <summary>The boot ROM of a BIOS: a program for it, over TFTP.</summary>
    Bios,

    /// <summary>UEFI's PXE: a program for UEFI, over TFTP.</summary>
    UefiPxe,

    /// <summary>UEFI HTTP boot: a program for UEFI, by URL.</summary>
    UefiHttp,

    /// <summary>iPXE: a script, by URL.</summary>
    Ipxe,
}
