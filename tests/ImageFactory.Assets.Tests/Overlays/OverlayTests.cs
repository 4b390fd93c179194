using System.Text;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Fat;
using ImageFactory.Formats.Gpt;
using ImageFactory.Formats.Tar;
using ImageFactory.Oci.Layout;

namespace ImageFactory.Assets.Tests.Overlays;

/// <summary>What an overlay does to assets.</summary>
public sealed class OverlayTests(OverlayRelease release) : IClassFixture<OverlayRelease>
{
    private const string Disk = "metal-arm64.raw";
    private const string Rock = "overlay: {name: rock5b, image: siderolabs/sbc-rockchip";
    private const string Uefi = "customization: {bootloader: sd-boot}";
    private const string Acme = "image: 'boards.example/acme/boards:v1'";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Firmware_lies_at_its_byte_and_the_partition_table_makes_room()
    {
        var disk = await BuildAsync($"{Rock}}}\n{Uefi}");

        Assert.Equal(OverlayRelease.Firmware, disk.Head.AsSpan(32768, OverlayRelease.Firmware.Length).ToArray());
        Assert.Equal(22528, disk.Table.Partitions[0].FirstSector);
        Assert.Equal(OverlayRelease.DeviceTree, disk.Files["dtb/rockchip/rk3588-rock-5b.dtb"]);
    }

    [Fact]
    public async Task The_option_for_boards_with_flash_leaves_the_firmware_out()
    {
        var disk = await BuildAsync($"{Rock}, options: {{spi_boot: true}}}}\n{Uefi}");

        Assert.All(disk.Head[32768..65536], value => Assert.Equal(0, value));
        Assert.Equal(22528, disk.Table.Partitions[0].FirstSector);
    }

    [Theory]
    [InlineData("", "kernel=u-boot.bin\n", "[all]\n\n")]
    [InlineData(", options: {configTxtAppend: dtoverlay=vc4-fkms-v3d}", "kernel=u-boot.bin\n", "[all]\n\ndtoverlay=vc4-fkms-v3d")]
    [InlineData(", options: {configTxt: only, configTxtAppend: more}", "only", "only\nmore")]
    [InlineData(", options: {configTxt: 1, unheard-of: 2}", "1", "1\n")]
    public async Task Options_change_the_settings_of_a_raspberry_pi(string options, string contained, string end)
    {
        var files = (await BuildAsync($"overlay: {{name: rpi_generic, image: x{options}}}\n{Uefi}")).Files;

        var settings = Encoding.UTF8.GetString(files["config.txt"]);
        Assert.Contains(contained, settings, StringComparison.Ordinal);
        Assert.EndsWith(end, settings, StringComparison.Ordinal);
        Assert.Equal("u-boot"u8, files["u-boot.bin"]);
        Assert.Equal("a"u8, files["overlays/a.dtbo"]);
    }

    [Theory]
    [InlineData("cmdline-metal-arm64")]
    [InlineData("metal-arm64-uki.efi")]
    [InlineData("metal-arm64.iso")]
    [InlineData("metal-arm64.raw")]
    public async Task Every_output_has_the_arguments_of_the_board(string file)
    {
        using var factory = release.Open();

        var plan = await factory.PlanAsync($"{Rock}}}", OverlayRelease.Version, file);

        Assert.Contains(" cma=128MB ", plan.CommandLine, StringComparison.Ordinal);
        Assert.Contains("console=tty0 console=ttyS9,115200 console=ttyS2,115200 ", plan.CommandLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_disk_of_a_board_has_GRUB_unless_another_boot_loader_is_asked_for()
    {
        using var factory = release.Open();

        var usual = await factory.PlanAsync($"{Rock}}}", OverlayRelease.Version, Disk);
        var chosen = await factory.PlanAsync($"{Rock}}}\n{Uefi}", OverlayRelease.Version, Disk);

        Assert.True(usual.Disk!.Options is { HasGrub: true, HasSystemdBoot: false, SkippedSectors: 20480 });
        Assert.True(chosen.Disk!.Options is { HasGrub: false, HasSystemdBoot: true, SkippedSectors: 20480 });
    }

    [Fact]
    public async Task Options_of_the_overlay_count_for_the_identity_of_a_disk_and_of_nothing_else()
    {
        using var factory = release.Open();
        const string Other = $"{Rock}, options: {{spi_boot: true}}}}";

        var disk = await factory.PlanAsync($"{Rock}}}", OverlayRelease.Version, Disk);
        var line = await factory.PlanAsync($"{Rock}}}", OverlayRelease.Version, "cmdline-metal-arm64");

        Assert.NotEqual(disk.Hash(), (await factory.PlanAsync(Other, OverlayRelease.Version, Disk)).Hash());
        Assert.Equal(line.Hash(), (await factory.PlanAsync(Other, OverlayRelease.Version, "cmdline-metal-arm64")).Hash());
    }

    [Fact]
    public async Task A_description_in_an_image_of_an_allowed_registry_adds_a_board()
    {
        var disk = await BuildAsync($"overlay: {{name: acme, {Acme}}}\n{Uefi}");

        Assert.Equal(OverlayRelease.Firmware, disk.Head.AsSpan(4096, OverlayRelease.Firmware.Length).ToArray());
        Assert.Contains("console=ttyACME0", await LineAsync($"overlay: {{name: acme, {Acme}}}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("overlay: {name: rock5, image: x}", "did you mean \"rock5b\"?")]
    [InlineData("overlay: {name: acme, image: 'evil.example/acme/boards:v1'}", "OverlayRegistries")]
    [InlineData("overlay: {name: acme, image: 'boards.example/acmes/boards:v1'}", "OverlayRegistries")]
    [InlineData("overlay: {name: acme, image: 'boards.example/acme/boards:v2'}", "There is no overlay image")]
    [InlineData($"overlay: {{name: acne, {Acme}}}", "did you mean \"acme\"?")]
    [InlineData("overlay: {name: unknown, image: x}", "starts no programs of overlay images")]
    [InlineData("overlay: {name: rock5b, image: x, options: {spi_bot: true}}", "did you mean \"spi_boot\"?")]
    [InlineData("overlay: {name: rock5b, image: x, options: {spi_boot: maybe}}", "overlay.options.spi_boot is not true or false.")]
    [InlineData($"overlay: {{name: endless, {Acme}}}", "too many for this disk")]
    public async Task What_cannot_be_had_is_said_in_a_sentence(string schematic, string expected)
    {
        using var factory = release.Open();

        var fault = await Assert.ThrowsAsync<FactoryException>(() => factory.PlanAsync($"{schematic}\n{Uefi}", OverlayRelease.Version, Disk));

        Assert.Equal(FactoryError.InvalidCombination, fault.Error);
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("greedy", "takes 1500001 bytes from byte 4096 of the disk, where it overlaps the entries of the partition table at byte 1024")]
    [InlineData("twice", "which overlaps that at byte 8192")]
    [InlineData("poor", "no artifacts/missing.bin")]
    public async Task Firmware_that_cannot_be_placed_is_refused_with_the_reason(string board, string expected)
    {
        var fault = await Assert.ThrowsAsync<FactoryException>(() => BuildAsync($"overlay: {{name: {board}, {Acme}}}\n{Uefi}"));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_board_needs_a_disk_for_its_processor()
    {
        using var factory = release.Open();

        var fault = await Assert.ThrowsAsync<FactoryException>(() => factory.PlanAsync($"{Rock}}}", OverlayRelease.Version, "metal-amd64.raw"));

        Assert.Contains("arm64", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_installer_carries_the_base_what_boots_and_the_overlay()
    {
        using var factory = release.Open();
        var blobs = new MemoryBlobs();

        var image = await ImageArchive.ReadAsync(
            blobs.Add(await factory.GetAsync($"{Rock}}}\n", OverlayRelease.Version, "installer-arm64.tar")), blobs, Cancel);

        Assert.Equal(
            ["application/vnd.oci.image.layer.v1.tar+gzip", "application/vnd.oci.image.layer.v1.tar", "application/vnd.oci.image.layer.v1.tar"],
            image.Manifest.Layers.Select(layer => layer.MediaType));
        using var overlay = new StreamReader(new ExtentStream(image.Blobs[image.Manifest.Layers[2].Digest], blobs), Encoding.Latin1);
        Assert.Contains("overlay/installers/default", await overlay.ReadToEndAsync(Cancel), StringComparison.Ordinal);
        var boots = await TarIndex.ReadAsync(image.Blobs[image.Manifest.Layers[1].Digest], blobs, Cancel);
        Assert.Contains("usr/install/arm64/vmlinuz.efi", boots.Keys);
    }

    private async Task<DiskRead> BuildAsync(string schematic)
    {
        using var factory = release.Open();
        return await factory.ReadAsync($"{schematic}\n", OverlayRelease.Version, Disk, DiskRead.OfAsync);
    }

    private async Task<string> LineAsync(string schematic)
    {
        using var factory = release.Open();
        return Encoding.UTF8.GetString(await factory.GetAsync(schematic, OverlayRelease.Version, "cmdline-metal-arm64"));
    }

    /// <summary>What is read of a disk.</summary>
    private sealed record DiskRead(byte[] Head, GptTable Table, IReadOnlyDictionary<string, byte[]> Files)
    {
        private const int HeadLength = 4 * 1024 * 1024;

        public static async Task<DiskRead> OfAsync(ExtentMap disk, IBlobSource blobs)
        {
            var table = (await GptReader.FindAsync(disk, blobs, Cancel))!;
            var efi = disk.Slice(table.Partitions[0].Offset, table.Partitions[0].Length);
            var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            foreach (var entry in (await FatReader.ReadAsync(efi, blobs, Cancel)).Where(entry => entry.Content is not null))
            {
                files[entry.Path] = await ReadAsync(entry.Content!, blobs);
            }

            return new DiskRead(await ReadAsync(disk.Slice(0, HeadLength), blobs), table, files);
        }

        private static async Task<byte[]> ReadAsync(ExtentMap map, IBlobSource blobs)
        {
            var bytes = new byte[map.Length];
            await using var reader = new ExtentReader(map, blobs);
            await reader.ReadExactlyAsync(0, bytes, Cancel);
            return bytes;
        }
    }
}
