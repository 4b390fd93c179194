using ImageFactory.Testing;

namespace ImageFactory.Interop.Tests.Build;

/// <summary>zstd, xz, cpio and unsquashfs read the initramfs of real releases.</summary>
public sealed class InitramfsJudgeTests(SharedBuilds builds) : IClassFixture<SharedBuilds>, IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("v1.7.0", "xz")]
    [InlineData("v1.13.0", "zstd")]
    public async Task The_releases_own_member_comes_first_and_unchanged(string version, string codec)
    {
        var (own, content) = await BuildAsync(version);
        var member = await WriteAsync("own", content.AsMemory(0, own.Length));

        await Tool.RunAsync("sh", "-c", $"{codec} -dc < '{member}' > '{member}.cpio'");
        var listing = await Tool.RunAsync("cpio", "-t", "--quiet", "-F", member + ".cpio");

        Assert.True(own.AsSpan().SequenceEqual(content.AsSpan(0, own.Length)));
        Assert.Contains("rootfs.sqsh", listing.Split('\n'));
    }

    [Theory]
    [InlineData("v1.7.0", "xz")]
    [InlineData("v1.13.0", "zstd")]
    public async Task The_extensions_follow_in_an_archive_of_their_own(string version, string codec)
    {
        var (own, content) = await BuildAsync(version);
        var start = (own.Length + 3) & ~3;
        var archive = await WriteAsync("appended.cpio", content.AsMemory(start));

        var listing = await Tool.RunAsync("cpio", "-t", "--quiet", "-F", archive);
        await Tool.RunAsync("cpio", "-i", "--quiet", "-D", _directory.Path, "-F", archive);

        Assert.Equal("0.sqsh\n1.sqsh\n2.sqsh\nextensions.yaml\n", listing);
        Assert.Equal(-1, content.AsSpan(own.Length, start - own.Length).IndexOfAnyExcept((byte)0));
        foreach (var image in new[] { "0.sqsh", "1.sqsh", "2.sqsh" })
        {
            var superblock = await Tool.RunAsync("unsquashfs", "-s", _directory.Combine(image));
            Assert.Contains($"Compression {codec}\n", superblock, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("v1.7.0")]
    [InlineData("v1.13.0")]
    public async Task Unsquashfs_finds_what_the_extension_brings(string version)
    {
        var (own, content) = await BuildAsync(version);
        var archive = await WriteAsync("appended.cpio", content.AsMemory((own.Length + 3) & ~3));
        await Tool.RunAsync("cpio", "-i", "--quiet", "-D", _directory.Path, "-F", archive);

        var marker = await Tool.RunAsync("unsquashfs", "-cat", _directory.Combine("1.sqsh"), "usr/local/share/imagefactory/marker/fuse3");
        var files = await Tool.RunAsync("unsquashfs", "-lc", _directory.Combine("1.sqsh"));

        Assert.StartsWith("fuse3 ", marker, StringComparison.Ordinal);
        Assert.Contains("squashfs-root/usr/local/bin/fusermount3\n", files, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private async Task<(byte[] Own, byte[] Content)> BuildAsync(string version)
    {
        var output = await builds.GetAsync(version, ["iproute2", "fuse3"], "initramfs-amd64.xz");
        var own = await SampleFiles.ReadAsync($"siderolabs/imager:{version}", "amd64", "usr/install/amd64/initramfs.xz", Cancel);
        return (own, await File.ReadAllBytesAsync(Path.Combine(output, "initramfs-amd64.xz"), Cancel));
    }

    private async Task<string> WriteAsync(string name, ReadOnlyMemory<byte> content)
    {
        var path = _directory.Combine(name);
        await File.WriteAllBytesAsync(path, content, Cancel);
        return path;
    }
}
