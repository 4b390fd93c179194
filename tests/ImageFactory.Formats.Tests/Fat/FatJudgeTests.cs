using System.Globalization;
using ImageFactory.Formats.Fat;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Fat;

public sealed class FatJudgeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(512, 1, 1)]
    [InlineData(512, 1, 2048)]
    [InlineData(512, 4, 4096)]
    [InlineData(4096, 1, 1)]
    public async Task Fsck_finds_nothing_to_repair(int sectorSize, int sectorsPerCluster, int alignment)
    {
        using var directory = new TemporaryDirectory();
        var options = SampleFat.Options(300, sectorSize, sectorsPerCluster) with { ContentAlignment = alignment };
        var image = await MapBytes.WriteAsync(SampleFat.Map(SampleFat.Esp(), options), directory.Combine("image"));

        var report = await Tool.RunAsync("fsck.vfat", "-n", "-v", image);

        // The label counts as a file.
        Assert.Contains("14 files, ", report, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", report, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Dirty", report, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Mtools_show_every_name_and_content()
    {
        using var directory = new TemporaryDirectory();
        var tree = SampleFat.Esp();
        var image = await MapBytes.WriteAsync(SampleFat.Map(tree, SampleFat.Options()), directory.Combine("image"));
        var target = Directory.CreateDirectory(directory.Combine("out")).FullName;

        await Tool.RunAsync("env", "TZ=UTC", "LC_ALL=C.UTF-8", "mcopy", "-s", "-m", "-i", image, "::*", target);

        var names = Directory.GetFileSystemEntries(target, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(target, path));
        Assert.Equal(tree.Entries.Select(entry => entry.Path).Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
        foreach (var entry in tree.Entries.Where(entry => entry.Content is not null))
        {
            var path = Path.Combine(target, entry.Path);
            Assert.Equal(await MapBytes.ReadAsync(entry.Content!), await File.ReadAllBytesAsync(path, Cancellation));
            Assert.Equal(DateTime.UnixEpoch.AddSeconds(SampleFat.Time), File.GetLastWriteTimeUtc(path));
        }
    }

    [Fact]
    public async Task Mattrib_shows_what_is_read_only()
    {
        using var directory = new TemporaryDirectory();
        var image = await MapBytes.WriteAsync(SampleFat.Map(SampleFat.Esp(), SampleFat.Options()), directory.Combine("image"));

        var attributes = await Tool.RunAsync("mattrib", "-i", image, "::/loader/*");

        var readOnly = Assert.Single(attributes.Split('\n'), line => line.Length > 8 && line[..8].Contains('R', StringComparison.Ordinal));
        Assert.EndsWith("random-seed", readOnly, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_of_many_clusters_holds_up()
    {
        using var directory = new TemporaryDirectory();
        var files = Enumerable.Range(0, 1500).Select(number => SampleFat.File($"A long file name number {number}.txt", $"{number}"));
        var image = await MapBytes.WriteAsync(SampleFat.Map(new FatTree(files), SampleFat.Options()), directory.Combine("image"));

        await Tool.RunAsync("fsck.vfat", "-n", image);

        Assert.Equal("1234", await Tool.RunAsync("mtype", "-i", image, "::/A long file name number 1234.txt"));
    }

    [Theory]
    [InlineData(34, 512, 1)]
    [InlineData(64, 512, 1)]
    [InlineData(65, 512, 1)]
    [InlineData(129, 512, 2)]
    [InlineData(140, 512, 4)]
    [InlineData(257, 512, 1)]
    [InlineData(600, 512, 8)]
    [InlineData(600, 512, 64)]
    [InlineData(1009, 4096, 1)]
    [InlineData(5000, 512, 8)]
    public async Task Mkfs_makes_the_same_empty_image(long mebibytes, int sectorSize, int sectorsPerCluster)
    {
        using var directory = new TemporaryDirectory();
        var theirs = directory.Combine("theirs");
        await Tool.RunAsync("truncate", "-s", $"{mebibytes}M", theirs);
        await Tool.RunAsync(
            "mkfs.vfat", "-F", "32", "-n", "EFI", "--invariant", "-S", Text(sectorSize), "-s", Text(sectorsPerCluster), theirs);
        var expected = new byte[Math.Min(mebibytes, 16) << 20];
        await using (var file = File.OpenRead(theirs))
        {
            await file.ReadExactlyAsync(expected, Cancellation);
        }

        var map = SampleFat.Map(new FatTree([]), SampleFat.Options(mebibytes, sectorSize, sectorsPerCluster));

        var actual = await MapBytes.ReadAsync(map.Slice(0, expected.Length));
        Assert.Equal(mebibytes << 20, map.Length);
        Assert.Equal(-1, FirstDifference(expected, actual));
    }

    private static int FirstDifference(byte[] expected, byte[] actual)
    {
        var common = expected.AsSpan().CommonPrefixLength(actual);
        return common == expected.Length ? -1 : common;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
