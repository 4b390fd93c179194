using ImageFactory.Assets.Tests.Build;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Layout;
using ImageFactory.Testing;

namespace ImageFactory.Assets.Tests.Overlays;

/// <summary>The mini release with overlay images: of known boards, of one that nobody knows, and of others.</summary>
public sealed class OverlayRelease : IAsyncLifetime
{
    public const string Version = "v1.13.0";

    private readonly TemporaryDirectory _directory = new();

    /// <summary>The firmware of the known board: longer than the usual place of the partition table's entries.</summary>
    public static byte[] Firmware { get; } = [.. Enumerable.Range(0, 1_500_001).Select(number => (byte)(number * 31 >> 3))];

    public static byte[] DeviceTree { get; } = "device tree"u8.ToArray();

    public string Source => _directory.Combine("source");

    internal FactoryLab Open() => new(Source, _directory.Combine("data"));

    public async ValueTask InitializeAsync()
    {
        await MiniRelease.WriteAsync(Source, CancellationToken.None);
        var layout = await LayoutWriter.OpenAsync(Source, CancellationToken.None);
        var rockchip = await PutAsync(
            layout,
            "siderolabs/sbc-rockchip:v0.1.0",
            MiniImage.File("artifacts/arm64/u-boot/rock5b/u-boot-rockchip.bin", Firmware),
            MiniImage.File("artifacts/arm64/dtb/rockchip/rk3588-rock-5b.dtb", DeviceTree),
            MiniImage.File("installers/rock5b", "#!/bin/sh\n"),
            MiniImage.File("installers/other", "#!/bin/sh\n"));
        var raspberry = await PutAsync(
            layout,
            "siderolabs/sbc-raspberrypi:v0.1.0",
            MiniImage.File("artifacts/arm64/firmware/boot/start4.elf", "start"),
            MiniImage.File("artifacts/arm64/firmware/boot/overlays/a.dtbo", "a"),
            MiniImage.File("artifacts/arm64/u-boot/rpi_generic/u-boot.bin", "u-boot"));
        var unknown = await PutAsync(layout, "siderolabs/sbc-unknown:v0.1.0", MiniImage.File("installers/unknown", "#!/bin/sh\n"));
        _ = await PutAsync(
            layout,
            "acme/boards:v1",
            MiniImage.File("artifacts/boot.bin", Firmware),
            MiniImage.File(
                "overlay.yaml",
                """
                boards:
                  - name: acme
                    kernelArguments: [console=ttyACME0]
                    skippedSectors: 4096
                    firmware: [{ from: [boot.bin], offset: 4096 }]
                  - name: greedy
                    firmware: [{ from: [boot.bin], offset: 4096 }]
                  - name: twice
                    skippedSectors: 8192
                    firmware: [{ from: [boot.bin], offset: 4096 }, { from: [boot.bin], offset: 8192 }]
                  - name: poor
                    firmware: [{ from: [missing.bin], offset: 4096 }]
                  - name: endless
                    skippedSectors: 1048576
                """));
        _ = await PutAsync(
            layout,
            "siderolabs/overlays:" + Version,
            MiniImage.File("overlays.yaml", $"""
                overlays:
                  - name: rpi_generic
                    image: ghcr.io/siderolabs/sbc-raspberrypi:v0.1.0
                    digest: {raspberry}
                  - name: rock5b
                    image: ghcr.io/siderolabs/sbc-rockchip:v0.1.0
                    digest: {rockchip}
                  - name: unknown
                    image: ghcr.io/siderolabs/sbc-unknown:v0.1.0
                    digest: {unknown}

                """));
        await layout.FinishAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    private static Task<Digest> PutAsync(LayoutWriter layout, string tag, params Formats.Tar.TarMember[] files) =>
        MiniImage.PutAsync(layout, tag, files, CancellationToken.None);
}
