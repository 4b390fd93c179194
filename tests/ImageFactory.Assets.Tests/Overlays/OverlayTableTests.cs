using System.Globalization;
using System.Text;
using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Build;
using ImageFactory.Assets.Overlays;
using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Schematics;
using ImageFactory.Assets.Versions;
using ImageFactory.Boot.Disks;
using ImageFactory.Formats.Extents;
using ImageFactory.Testing;

namespace ImageFactory.Assets.Tests.Overlays;

/// <summary>The official boards.</summary>
public sealed class OverlayTableTests
{
    private const string Golden = "tests/ImageFactory.Assets.Tests/Overlays/boards.golden";

    // What the images of all boards have, in small: independent of the table.
    private static readonly string[] Artifacts =
    [
        .. RockchipBoards.Select(board => $"arm64/u-boot/{board}/u-boot-rockchip.bin"),
        .. new[] { "bananapi_m64", "libretech_all_h3_cc_h5", "pine64" }.Select(board => $"arm64/u-boot/{board}/u-boot-sunxi-with-spl.bin"),
        .. RockchipTrees.Select(tree => $"arm64/dtb/rockchip/{tree}.dtb"),
        .. new[] { "sun50i-a64-bananapi-m64", "sun50i-a64-pine64-plus", "sun50i-h5-libretech-all-h3-cc" }.Select(tree => $"arm64/dtb/allwinner/{tree}.dtb"),
        "arm64/dtb/nvidia/tegra210-p3450-0000.dtb",
        "arm64/firmware/boot/bcm2711-rpi-4-b.dtb", "arm64/firmware/boot/fixup4.dat", "arm64/firmware/boot/overlays/disable-bt.dtbo",
        "arm64/firmware/boot/start4.elf", "arm64/firmware/revpi_generic/boot/revpi-connect-4.dtb", "arm64/u-boot/rpi_generic/u-boot.bin",
        "rpi_5/bcm2712-rpi-5-b.dtb", "rpi_5/overlays/vc4-kms-v3d-pi5.dtbo",
    ];

    private static string[] RockchipBoards =>
    [
        "friendlyelec-cm3588-nas", "helios64", "nanopi-r4s", "nanopi-r5s", "odroid-m1", "orangepi-5", "orangepi-5-max", "orangepi-5-plus",
        "orangepi-r1-plus-lts", "radxa-zero-3", "rock3b", "rock4cplus", "rock4se", "rock5a", "rock5b", "rock5b-plus", "rock5t", "rock64",
        "rockpi4", "rockpi4c", "rockpro64", "turingrk1",
    ];

    private static string[] RockchipTrees =>
    [
        "rk3328-orangepi-r1-plus-lts", "rk3328-rock64", "rk3399-kobol-helios64", "rk3399-nanopi-r4s", "rk3399-rock-4c-plus", "rk3399-rock-4se",
        "rk3399-rock-pi-4b", "rk3399-rock-pi-4c", "rk3399-rockpro64-v2", "rk3566-radxa-zero-3e", "rk3568-nanopi-r5s", "rk3568-odroid-m1",
        "rk3568-rock-3b", "rk3588-friendlyelec-cm3588-nas", "rk3588-orangepi-5-max", "rk3588-orangepi-5-plus", "rk3588-rock-5b",
        "rk3588-rock-5b-plus", "rk3588-rock-5t", "rk3588-turing-rk1", "rk3588s-orangepi-5", "rk3588s-rock-5a",
    ];

    [Fact]
    public void There_are_29_official_boards() => Assert.Equal(29, OverlayTable.All.Count);

    [Fact]
    public void Every_board_turns_kexec_and_the_dashboard_off() => Assert.All(
        OverlayTable.All,
        board => Assert.Equal(["sysctl.kernel.kexec_load_disabled=1", "talos.dashboard.disabled=1"], board.KernelArguments.TakeLast(2)));

    [Theory]
    [InlineData("helios64", "console=tty1 console=ttyS2,1500000n8 usb-storage.quirks=0x2537:0x1066:u,0x2537:0x1068:u")]
    [InlineData("rock64", "console=tty0 ttyS2,115200n8")]
    [InlineData("rock5a", "cma=128MB console=tty0 console=ttyS9,115200 console=ttyS2,115200")]
    [InlineData("rpi_5", "console=tty0 console=ttyAMA10,115200")]
    public void A_board_has_its_own_arguments(string name, string expected) =>
        Assert.Equal(expected, string.Join(' ', OverlayTable.Find(name)!.KernelArguments.SkipLast(2)));

    [Fact]
    public void Boards_with_flash_can_do_without_firmware_on_the_disk() => Assert.Equal(
        ["orangepi-5", "orangepi-5-max", "orangepi-5-plus", "rock5b", "rock5b-plus", "rock5t", "turingrk1"],
        OverlayTable.All.Where(board => board.Firmware.Any(firmware => firmware.Unless is "spi_boot")).Select(board => board.Name));

    [Fact]
    public async Task Partitions_firmware_and_files_of_every_board_are_those_that_were_agreed_on()
    {
        var actual = string.Concat(OverlayTable.All.Select(Describe));
        var path = RepositoryRoot.Combine(Golden.Split('/'));
        if (Environment.GetEnvironmentVariable("GOLDEN") is "write")
        {
            await File.WriteAllTextAsync(path, actual, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), actual);
    }

    private static string Describe(OverlayBoard board)
    {
        var image = new OverlayImage([.. Artifacts.Select(path => "artifacts/" + path).Order(StringComparer.Ordinal).Select(Entry)]);
        var usual = DiskPartitioning.Of(TalosVersion.Parse("1.13.0"), BootloaderKind.Grub, baseMiB: 1246, sectorSize: 512);
        var table = DiskLayout.Create(usual with { SkippedSectors = board.SkippedSectors }).Table;
        var contents = OverlayComposer.Compose(board, image, table);
        var names = image.Entries.ToDictionary(entry => Source(entry.Content!.Map()), entry => entry.Path["artifacts/".Length..], StringComparer.Ordinal);
        var text = new StringBuilder().Append(board.Name).Append('\n');
        foreach (var placement in table.Placements)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {placement.Partition.Name} {placement.FirstSector}-{placement.LastSector}\n");
        }

        foreach (var region in contents.Firmware)
        {
            text.Append(CultureInfo.InvariantCulture, $"  byte {region.Offset} < {names[Source(region.Content)]}\n");
        }

        foreach (var file in contents.Files)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {file.Path} < {names.GetValueOrDefault(Source(file.Content!), "settings")}\n");
        }

        return text.ToString();
    }

    private static string Source(ExtentMap map) => $"{map.Extents[0].Source}";

    private static OverlayEntry Entry(string path) =>
        new(path, 0, new Artifact(path, Digest.OfBytes(Encoding.UTF8.GetBytes(path)), Length: 512 * 1024));
}
