using System.Text;
using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Overlays;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Tests.Overlays;

/// <summary>The layer of installer images.</summary>
public sealed class OverlayInstallerLayerTests
{
    private static readonly PlannedOverlay Planned = new(
        new OverlayReference(null, "siderolabs/sbc-rockchip", Digest.OfBytes("image"u8)), OverlayTable.Find("rock5b")!);

    private static readonly OverlayImage Image = new(
    [
        File("artifacts/arm64/dtb/a.dtb", 0b110_100_100),
        new OverlayEntry("artifacts/arm64/u-boot", 0b111_000_000, Content: null),
        File("artifacts/arm64/u-boot/b.bin", 0b110_000_000),
        new OverlayEntry("artifacts/link", 0b111_111_111, Content: null, "arm64"),
        File("installers/rock5b", 0b111_101_101),
        File("overlay.yaml", 0b110_100_100),
    ]);

    [Fact]
    public void The_layer_has_artifacts_program_and_options_sorted_with_their_directories()
    {
        var members = OverlayInstallerLayer.Members(Planned, Image);

        Assert.Equal(
            [
                "overlay/artifacts/arm64 Directory 755", "overlay/artifacts/arm64/dtb Directory 755", "overlay/artifacts/arm64/dtb/a.dtb File 644",
                "overlay/artifacts/arm64/u-boot Directory 700", "overlay/artifacts/arm64/u-boot/b.bin File 600", "overlay/artifacts/link Symlink 777",
                "overlay/extra-options File 644", "overlay/installers/default File 755",
            ],
            members.Select(member => $"{member.Entry.Path} {member.Entry.Type} {Convert.ToString(member.Entry.Mode, 8)}"));
        Assert.All(members, member => Assert.Equal(0, member.Entry.ModificationTime));
    }

    [Fact]
    public async Task Options_are_YAML()
    {
        Assert.Equal("spi_boot: true\n", await ReadOptionsAsync("spi_boot: true\n"));
        Assert.Equal("{}\n", await ReadOptionsAsync(null));
    }

    [Fact]
    public void An_image_without_the_program_of_the_board_is_refused()
    {
        var image = new OverlayImage([.. Image.Entries.Where(entry => entry.Path is not "installers/rock5b")]);

        var fault = Assert.Throws<FactoryException>(() => OverlayInstallerLayer.Members(Planned, image));

        Assert.Contains("installers/rock5b", fault.Message, StringComparison.Ordinal);
    }

    private static async Task<string> ReadOptionsAsync(string? options)
    {
        var content = OverlayInstallerLayer.Members(Planned with { Options = options }, Image).Single(member => member.Entry.Path is "overlay/extra-options").Content;
        using var reader = new StreamReader(new ExtentStream(content, new MemoryBlobs()), Encoding.UTF8);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private static OverlayEntry File(string path, int mode) =>
        new(path, mode, new Artifact(path, Digest.OfBytes(Encoding.UTF8.GetBytes(path)), path.Length));
}
