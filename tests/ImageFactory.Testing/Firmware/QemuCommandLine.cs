namespace ImageFactory.Testing.Firmware;

/// <summary>
/// The arguments of QEMU for a machine. Software emulation always: what tests run on offers no nested virtualization. No network card
/// unless the test is about one: firmware would try to boot from it first. The amd64 processor is the least that Talos runs on (x86-64-v2):
/// newer ones boot a third slower in emulation. One processor, as Linux rewrites its own code while another one runs it, and no cmpxchg16b:
/// as QEMU 7.2 emulates either, one kernel in some crashes or hangs in early boot.
/// </summary>
internal static class QemuCommandLine
{
    // Flash that only system management mode writes; sleeping would have to save that mode's memory.
    private static readonly string[] Strict =
        ["-global", "driver=cfi.pflash01,property=secure,value=on", "-global", "ICH9-LPC.disable_s3=1"];

    /// <summary>The program that emulates the architecture.</summary>
    public static string Program(GuestArchitecture architecture) =>
        architecture is GuestArchitecture.Amd64 ? "qemu-system-x86_64" : "qemu-system-aarch64";

    /// <summary>The arguments for it.</summary>
    /// <param name="options">The machine.</param>
    /// <param name="flash">Firmware code and this machine's own variable store; null without UEFI.</param>
    /// <param name="tpmSocket">The control socket of a software TPM; null without one.</param>
    public static IReadOnlyList<string> Arguments(QemuOptions options, FirmwareFiles? flash, string? tpmSocket) =>
    [
        .. Machine(options),
        .. flash is null ? [] : Flash(flash),
        .. options.Firmware is GuestFirmware.UBoot ? ["-bios", FirmwareFiles.RequireUBoot()] : (string[])[],
        .. options.Strict ? Strict : [],
        .. Medium(options),
        .. options.Network is null ? [] : Network(options.Network),
        .. options.Disk is null ? [] : BlockDevice("disk", options.Disk, ",format=raw", options.DiskSectorSize),
        .. tpmSocket is null ? [] : Tpm(options.Architecture, tpmSocket),
    ];

    private static string[] Machine(QemuOptions options) =>
    [
        "-no-user-config",
        "-machine", (options.Architecture is GuestArchitecture.Amd64 ? "q35" : "virt") + (options.Strict ? ",smm=on" : ""),
        "-cpu", options.Architecture is GuestArchitecture.Amd64 ? "Nehalem,-cx16" : "cortex-a57",
        "-accel", "tcg,thread=multi", "-smp", "1", "-m", $"{options.Memory}",
        "-nic", "none", "-display", "none", "-monitor", "none", "-serial", "stdio",
    ];

    private static string[] Flash(FirmwareFiles flash) =>
    [
        "-drive", $"if=pflash,format=raw,unit=0,readonly=on,file={Escape(flash.Code)}",
        "-drive", $"if=pflash,format=raw,unit=1,file={Escape(flash.Variables)}",
    ];

    private static string[] Medium(QemuOptions options) => options.Medium switch
    {
        BootMedium.Kernel =>
        [
            "-kernel", options.Image,
            .. options.Initramfs is null ? [] : (string[])["-initrd", options.Initramfs],
            .. options.CommandLine is null ? [] : (string[])["-append", options.CommandLine],
        ],
        BootMedium.CdRom => ["-cdrom", options.Image],
        BootMedium.UsbStick =>
        [
            "-device", "qemu-xhci", "-device", "usb-storage,drive=stick",
            "-drive", $"id=stick,if=none,format=raw,readonly=on,file={Escape(options.Image)}",
        ],
        BootMedium.Disk => BlockDevice("image", options.Image, $",format={options.Format},snapshot=on", options.SectorSize),
        BootMedium.Network => [],
        _ => throw new ArgumentException($"QEMU cannot boot from {options.Medium}.", nameof(options)),
    };

    private static string[] BlockDevice(string id, string path, string more, int sectorSize) =>
    [
        "-drive", $"id={id},if=none{more},file={Escape(path)}",
        "-device", $"virtio-blk-pci,drive={id},logical_block_size={sectorSize},physical_block_size={sectorSize}",
    ];

    // Nobody answers by IPv6: firmware would ask for more than a minute before it goes on to HTTP.
    private static string[] Network(QemuNetwork network) =>
    [
        "-netdev", $"{network.Backend},id=network",
        "-device", $"virtio-net-pci,netdev=network,mac={network.MacAddress}{(network.HasIpxe ? "" : ",romfile=")}",
        "-fw_cfg", "name=opt/org.tianocore/IPv6PXESupport,string=n",
    ];

    private static string[] Tpm(GuestArchitecture architecture, string socket) =>
    [
        "-chardev", $"socket,id=tpm-socket,path={Escape(socket)}", "-tpmdev", "emulator,id=tpm,chardev=tpm-socket",
        "-device", architecture is GuestArchitecture.Amd64 ? "tpm-tis,tpmdev=tpm" : "tpm-tis-device,tpmdev=tpm",
    ];

    // A comma ends a value in QEMU's lists; doubled, it is a comma.
    private static string Escape(string path) => path.Replace(",", ",,", StringComparison.Ordinal);
}
