using ImageFactory.Firmware.Tests.Grub;
using ImageFactory.Firmware.Tests.Product;
using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.Initramfs;

/// <summary>
/// Programs, firmware, microcode and a kernel module, so many that the order of layers is no longer that of the list: on both sides of
/// Talos 1.8 (zstd), 1.10 (UKI, merged <c>usr</c>) and 1.12 (signed modules only).
/// </summary>
[MatrixTier]
public sealed class ManyExtensionsMatrixTests(SampleFactory factory)
{
    private readonly UefiBoot _uefi = new(factory);
    private readonly GrubBoot _grub = new(factory);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("v1.7.0")]
    [InlineData("v1.8.0")]
    [InlineData("v1.9.0")]
    public async Task Ten_extensions_boot_from_a_grub_iso(string version)
    {
        var report = await _grub.RunIsoAsync(Ordered(version, 10) with { Bootloader = "grub" }, BootMedium.CdRom, GuestFirmware.Uefi, Cancel);

        Assert.Equal("loaded", report["module.drbd"]);
    }

    [Theory]
    [InlineData("v1.10.0")]
    [InlineData("v1.11.0")]
    [InlineData("v1.12.4")]
    public async Task Ten_extensions_boot_from_a_uefi_iso(string version)
    {
        var report = await _uefi.RunIsoAsync(Ordered(version, 10), BootMedium.CdRom, Cancel);

        Assert.Equal("loaded", report["module.drbd"]);
    }

    [Theory]
    [InlineData("v1.7.0")]
    [InlineData("v1.8.0")]
    [InlineData("v1.9.0")]
    public async Task Twelve_extensions_boot_from_a_grub_disk(string version)
    {
        var report = await _grub.RunDiskAsync(Ordered(version, 12), GuestFirmware.Bios, Cancel);

        Assert.Equal("loaded", report["module.drbd"]);
    }

    [Theory]
    [InlineData("v1.10.0")]
    [InlineData("v1.11.0")]
    [InlineData("v1.12.4")]
    public async Task Twelve_extensions_boot_from_a_uefi_disk(string version)
    {
        var report = await _uefi.RunDiskAsync(Ordered(version, 12) with { Bootloader = "sd-boot" }, Cancel);

        Assert.Equal("loaded", report["module.drbd"]);
    }

    // Releases have ten to twelve; where there are fewer, the first go in twice.
    private static Order Ordered(string version, int count)
    {
        string[] some =
        [
            "iproute2", "qemu-guest-agent", "drbd", "i915", "amd-ucode", version is "v1.7.0" ? "talos-vmtoolsd" : "vmtoolsd-guest-agent",
            "intel-ucode", "fuse3", "bnx2-bnx2x", "tpm2-tools",
        ];
        return new Order { Version = version, Extensions = [.. some, .. some.Take(count - some.Length)] };
    }
}
