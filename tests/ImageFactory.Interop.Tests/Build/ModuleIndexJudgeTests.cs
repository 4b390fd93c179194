using ImageFactory.Testing;

namespace ImageFactory.Interop.Tests.Build;

/// <summary>
/// The index of an initramfs with module extensions is what depmod makes of all its layers; microcode and firmware lie where the kernel
/// looks for them.
/// </summary>
public sealed class ModuleIndexJudgeTests : IDisposable
{
    private static readonly string[] Extensions = ["drbd", "fuse3", "intel-ucode", "bnx2-bnx2x", "btrfs"];

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("v1.9.0", "amd64", "lib/modules")]
    [InlineData("v1.11.0", "amd64", "usr/lib/modules")]
    [InlineData("v1.13.0", "arm64", "usr/lib/modules")]
    public async Task Depmod_makes_the_same_of_all_layers(string version, string architecture, string modules)
    {
        await UnpackAsync(version, architecture);
        var system = _directory.Combine("system");
        foreach (var image in new[] { "rootfs.sqsh", "0.sqsh", "1.sqsh", "4.sqsh" })
        {
            await Tool.TryRunAsync("unsquashfs", "-q", "-n", "-f", "-d", system, _directory.Combine("initramfs", image), modules);
        }

        await Tool.RunAsync("unsquashfs", "-q", "-n", "-d", _directory.Combine("index"), _directory.Combine("initramfs", "modules.dep.sqsh"));
        var release = Path.GetFileName(Assert.Single(Directory.GetDirectories(Path.Combine(system, modules))));
        var configuration = _directory.Combine("10-extra-modules.conf");
        await File.WriteAllTextAsync(configuration, "search extras built-in\n", Cancel);
        var root = Path.GetFullPath(Path.Combine(system, modules, "..", ".."));

        await Tool.RunAsync("depmod", "--all", "--basedir", root, "--config", configuration, release);

        var index = Directory.GetFiles(_directory.Combine("index", modules, release));
        Assert.Equal(14, index.Length);
        foreach (var file in index.Where(file => !file.EndsWith("weakdep", StringComparison.Ordinal)))
        {
            var expected = await File.ReadAllBytesAsync(Path.Combine(system, modules, release, Path.GetFileName(file)), Cancel);
            var actual = await File.ReadAllBytesAsync(file, Cancel);
            Assert.True(expected.AsSpan().SequenceEqual(actual), Path.GetFileName(file));
        }

        var dependencies = await File.ReadAllTextAsync(Path.Combine(_directory.Combine("index", modules, release), "modules.dep"), Cancel);
        Assert.Contains("drbd.ko.xz: kernel/lib/lru_cache.ko.xz kernel/lib/libcrc32c.ko.xz\n", dependencies, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Microcode_is_the_first_archive_and_firmware_is_not_in_the_layer()
    {
        var initramfs = await UnpackAsync("v1.13.0", "amd64");

        var first = await Tool.RunAsync("cpio", "-t", "--quiet", "-F", initramfs);
        var layer = await Tool.RunAsync("unsquashfs", "-lc", _directory.Combine("initramfs", "3.sqsh"));

        Assert.Equal("kernel\nkernel/x86\nkernel/x86/microcode\nkernel/x86/microcode/GenuineIntel.bin\n", first);
        Assert.DoesNotContain("firmware", layer, StringComparison.Ordinal);
        var files = Directory.GetFiles(_directory.Combine("initramfs", "usr", "lib", "firmware"), "*.fw", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.NotEqual(0, new FileInfo(file).Length));
        Assert.False(Directory.Exists(_directory.Combine("initramfs", "usr", "lib", "firmware", "intel-ucode")));
    }

    public void Dispose() => _directory.Dispose();

    // Two archives that are not compressed, and between them the base, which is.
    private async Task<string> UnpackAsync(string version, string architecture)
    {
        var name = $"initramfs-{architecture}.xz";
        var output = await Executable.BuildAsync(_directory, Extensions, version, Environment.ProcessorCount, configuration: null, name);
        var initramfs = Path.Combine(output, name);
        var content = (await File.ReadAllBytesAsync(initramfs, Cancel)).AsMemory();
        var own = await SampleFiles.ReadAsync($"siderolabs/imager:{version}", architecture, $"usr/install/{architecture}/initramfs.xz", Cancel);
        var start = content.Span.IndexOf(own);
        Assert.True(start > 0 && start % 512 == 0, $"The base starts at {start}.");
        Directory.CreateDirectory(_directory.Combine("initramfs"));
        var codec = own[0] == 0xFD ? "xz" : "zstd";
        await File.WriteAllBytesAsync(_directory.Combine("base"), own, Cancel);
        await File.WriteAllBytesAsync(_directory.Combine("appended"), content[((start + own.Length + 3) & ~3)..], Cancel);
        foreach (var command in new[] { $"{codec} -dc < base > base.cpio", "cpio -i --quiet -D initramfs -F base.cpio rootfs.sqsh", "cpio -id --quiet -D initramfs -F appended" })
        {
            await Tool.RunAsync("sh", "-c", $"cd '{_directory.Path}' && {command}");
        }

        return initramfs;
    }
}
