using ImageFactory.Testing;

namespace ImageFactory.Sample.Tests;

public sealed class SampleReleaseJudgeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("v1.7.0", "xz", "lib")]
    [InlineData("v1.13.0", "zstd", "usr/lib")]
    public async Task An_initramfs_is_read_by_the_standard_tools(string version, string compressor, string libraries)
    {
        using var release = await (await FakeRelease.CreateAsync(Token)).BuiltAsync(Token);
        var initramfs = release.Combine("initramfs");
        var root = release.Combine("root");
        Directory.CreateDirectory(root);
        await File.WriteAllBytesAsync(
            initramfs, (await release.ReadAsync($"siderolabs/imager:{version}", "amd64", Token))["usr/install/amd64/initramfs.xz"], Token);

        await Tool.RunAsync("sh", "-c", $"{compressor} -dc < '{initramfs}' > '{initramfs}.cpio'");
        await Tool.RunAsync("cpio", "--quiet", "-idm", "-D", root, "-F", initramfs + ".cpio");
        var listing = await Tool.RunAsync("unsquashfs", "-ll", Path.Combine(root, "rootfs.sqsh"));

        Assert.Equal(SampleData.Read("init"), await File.ReadAllTextAsync(Path.Combine(root, "init"), Token));
        Assert.Equal("loop", await File.ReadAllTextAsync(Path.Combine(root, "modules", "00-loop.ko"), Token));
        Assert.Contains($"squashfs-root/{libraries}/modules/6.1-fake/kernel/vfat.ko", listing, StringComparison.Ordinal);
        Assert.Contains($"squashfs-root/{libraries}/modules/6.1-fake/modules.alias", listing, StringComparison.Ordinal);
        Assert.DoesNotContain("drbd", listing, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Skopeo_finds_every_image_whole()
    {
        using var release = await (await FakeRelease.CreateAsync(Token)).BuiltAsync(Token);

        await Tool.RunAsync(
            "skopeo", "copy", "--insecure-policy", "--all", $"oci:{release.Output}:siderolabs/imager:v1.13.0", $"dir:{release.Combine("copy")}");
    }

    [Fact]
    public async Task The_program_of_an_overlay_answers()
    {
        using var release = await (await FakeRelease.CreateAsync(Token)).BuiltAsync(Token);
        var files = await release.ReadAsync("siderolabs/sbc-rockchip:v0.1.0", "arm64", Token);
        var program = release.Combine("rock64");
        await File.WriteAllBytesAsync(program, files["installers/rock64"], Token);

        var answer = await Tool.RunAsync("sh", program, "get-options");

        Assert.StartsWith("name: rock64\nkernelArgs:\n  - console=tty0\n  - ttyS2,115200n8\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("partitionOptions:\n  offset: 20480\n", answer, StringComparison.Ordinal);
        Assert.Equal(2, (await Tool.TryRunAsync("sh", program, "unknown")).ExitCode);
    }
}
