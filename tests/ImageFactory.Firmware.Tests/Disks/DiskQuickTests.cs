using ImageFactory.Firmware.Tests.Grub;
using ImageFactory.Firmware.Tests.Product;
using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.Disks;

[QuickTier]
public sealed class DiskQuickTests(SampleFactory factory)
{
    private readonly UefiBoot _disk = new(factory);
    private readonly GrubBoot _grub = new(factory);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_disk_boots_and_hands_the_meta_values_of_its_partition_over() =>
        await _disk.RunDiskAsync(
            new Order
            {
                Version = "v1.13.0",
                Bootloader = "dual-boot",
                Extensions = ["iproute2"],
                Meta = new Dictionary<byte, string> { [0x0a] = "network: {}", [0x0b] = "other" },
            },
            Cancel);

    [Fact]
    public async Task The_same_disk_boots_with_a_BIOS() => await _grub.RunDiskAsync(
        new Order { Version = "v1.13.0", Bootloader = "dual-boot", Extensions = ["iproute2"] }, GuestFirmware.Bios, Cancel);
}
