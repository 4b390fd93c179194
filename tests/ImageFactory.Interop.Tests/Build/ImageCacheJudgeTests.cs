using System.Text.Json;
using ImageFactory.Testing;

namespace ImageFactory.Interop.Tests.Build;

/// <summary>The tools of others find every file of an image cache on the media of a real release.</summary>
public sealed class ImageCacheJudgeTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Theory]
    [InlineData("metal-amd64.raw", "v1.13.0", 512)]
    [InlineData("metal-arm64.raw", "v1.13.0", 4096)]
    [InlineData("metal-amd64-secureboot.raw", "v1.12.4", 512)]
    public async Task A_disk_ends_with_a_partition_that_e2fsck_finds_sound(string asset, string version, int sectorSize)
    {
        var files = await WriteAsync();
        var disk = await BuildAsync(files, asset, version, $"customization: {{diskImage: {{sectorSize: {sectorSize}}}}}\n");

        var partition = _directory.Combine("partition");
        await using var device = sectorSize == 512 ? null : await LoopDevice.OpenAsync(disk, sectorSize);
        Assert.Contains("No problems found.", await Tool.RunAsync("sgdisk", "-v", device?.Path ?? disk), StringComparison.Ordinal);
        using var table = JsonDocument.Parse(await Tool.RunAsync("sfdisk", "--json", device?.Path ?? disk));
        var last = table.RootElement.GetProperty("partitiontable").GetProperty("partitions").EnumerateArray().Last();
        Assert.Equal("IMAGECACHE", last.GetProperty("name").GetString());
        Assert.Equal("3B5449BC-C21F-8009-8B51-18945967F8DF", last.GetProperty("uuid").GetString());
        Assert.Equal("0FC63DAF-8483-4772-8E79-3D69D8477DE4", last.GetProperty("type").GetString());
        await DiskPart.CopyAsync(disk, last.GetProperty("start").GetInt64() * sectorSize, last.GetProperty("size").GetInt64() * sectorSize, partition);
        await Tool.RunAsync("e2fsck", "-fn", partition);
        Directory.CreateDirectory(_directory.Combine("dumped"));
        await Tool.RunAsync("debugfs", "-R", $"rdump /blob /manifests {_directory.Combine("dumped")}", partition);
        await Tool.RunAsync("diff", "-r", files, _directory.Combine("dumped"));
    }

    [Theory]
    [InlineData("metal-amd64.iso", "v1.13.0")]
    [InlineData("metal-amd64.iso", "v1.9.0")]
    [InlineData("metal-arm64.iso", "v1.13.0")]
    public async Task An_iso_has_it_beside_what_boots(string asset, string version)
    {
        var files = await WriteAsync();
        var iso = await BuildAsync(files, asset, version, "{}");

        await Tool.RunAsync("xorriso", "-osirrox", "on", "-indev", iso, "-extract", "/imagecache", _directory.Combine("extracted"));
        await Tool.RunAsync("diff", "-r", files, _directory.Combine("extracted"));
        var listed = await Tool.RunAsync("isoinfo", "-R", "-f", "-i", iso);
        Assert.All(
            Directory.EnumerateFiles(files, "*", SearchOption.AllDirectories),
            file => Assert.Contains($"/imagecache/{Path.GetRelativePath(files, file)}\n", listed, StringComparison.Ordinal));
        Assert.Contains("UEFI", await Tool.RunAsync("xorriso", "-indev", iso, "-report_el_torito", "plain"), StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private async Task<string> WriteAsync() =>
        await MiniCache.WriteDirectoryAsync(_directory.Combine("cache"), MiniCache.FilesOf(layerLength: 20_000_001));

    private async Task<string> BuildAsync(string cache, string asset, string version, string schematic)
    {
        var file = _directory.Combine("schematic.yaml");
        await File.WriteAllTextAsync(file, schematic, TestContext.Current.CancellationToken);
        var result = await Executable.RunAsync(
            "build", "--schematic", file, "--talos-version", version, "--source", SampleRelease.Require(), "--data", _directory.Combine("data"),
            "--output", _directory.Combine("output"), "--image-cache", cache, asset);
        Assert.True(result.ExitCode == 0, result.Error);
        return _directory.Combine("output", asset);
    }
}
