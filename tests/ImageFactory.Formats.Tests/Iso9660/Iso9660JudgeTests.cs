using System.Buffers.Binary;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Iso9660;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Iso9660;

public sealed class Iso9660JudgeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Xorriso_finds_what_UEFI_boots()
    {
        using var directory = new TemporaryDirectory();
        var tree = SampleIso.Tree();
        var layout = Iso9660Layout.Create(tree, SampleIso.Options);
        var image = await MapBytes.WriteAsync(Iso9660Image.Map(layout), directory.Combine("image.iso"));

        var report = SampleIso.Words(await Tool.RunAsync(
            "xorriso", "-indev", image, "-report_el_torito", "plain", "-report_system_area", "plain", "-pvd_info"));

        var start = layout.PartitionOffset;
        var count = tree.EfiSystemPartition.Length / 512;
        Assert.Contains($"El Torito boot img : 1 UEFI y none 0x0000 0x00 0 {start / 2048}\n", report, StringComparison.Ordinal);
        Assert.Contains("El Torito cat path : /boot.catalog\n", report, StringComparison.Ordinal);
        Assert.Contains("System area summary: MBR cyl-align-off\n", report, StringComparison.Ordinal);
        Assert.Contains($"MBR partition : 1 0x00 0x00 0 {layout.Length / 512}\n", report, StringComparison.Ordinal);
        Assert.Contains($"MBR partition : 2 0x00 0xef {start / 512} {count}\n", report, StringComparison.Ordinal);
        Assert.Contains("Volume Id : TALOS_V1_12_0\n", report, StringComparison.Ordinal);
        Assert.Contains("Volume Set Id: Talos-v1.12.0\n", report, StringComparison.Ordinal);
        Assert.Contains("Creation Time: 2019060121345200\n", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Osirrox_extracts_every_file()
    {
        using var directory = new TemporaryDirectory();
        var tree = SampleIso.Tree();
        var image = await MapBytes.WriteAsync(SampleIso.Map(tree), directory.Combine("image.iso"));
        var target = directory.Combine("out");

        await Tool.RunAsync("xorriso", "-osirrox", "on", "-indev", image, "-extract", "/", target);

        await AssertSameAsync(tree, target);
    }

    [Fact]
    public async Task Isoinfo_lists_the_plain_names()
    {
        using var directory = new TemporaryDirectory();
        var image = await MapBytes.WriteAsync(SampleIso.Map(SampleIso.Tree()), directory.Combine("image.iso"));

        var list = await Tool.RunAsync("isoinfo", "-f", "-i", image);

        Assert.Equal(
            [
                "/BOOT.CATALOG;1", "/EFI", "/EFI/BOOT", "/EFI/BOOT/BOOTX64.EFI;1", "/EFI/LINUX", "/EFI/LINUX/TALOS_V1_12_0.EFI;1",
                "/LOADER", "/LOADER/A_LONG_NAME_OF_A_FILE_XXXXX.TXT;1", "/LOADER/EMPTY.;1", "/LOADER/LINK.;1", "/LOADER/LOADER.CONF;1",
                "/LOADER/LOADER1.CONF;1", "/LOADER/LONG_LINK.;1", "/LOADER/RANDOM_SEED.;1",
            ],
            list.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    [Fact]
    public async Task The_partition_entry_shows_a_clean_file_system()
    {
        using var directory = new TemporaryDirectory();
        var map = SampleIso.Map(SampleIso.Tree());
        var sector = await MapBytes.ReadAsync(map.Slice(0, 512));
        var start = BinaryPrimitives.ReadUInt32LittleEndian(sector.AsSpan(446 + 16 + 8));
        var count = BinaryPrimitives.ReadUInt32LittleEndian(sector.AsSpan(446 + 16 + 12));
        var partition = await MapBytes.WriteAsync(map.Slice(start * 512L, count * 512L), directory.Combine("esp"));

        await Tool.RunAsync("fsck.vfat", "-n", partition);

        Assert.Equal("timeout 10\n", await Tool.RunAsync("mtype", "-i", partition, "::/loader/loader.conf"));
    }

    [Fact]
    public async Task A_large_directory_is_read_back()
    {
        using var directory = new TemporaryDirectory();
        var names = Enumerable.Range(0, 1000).Select(number => $"a quite long name of a file, number {number}");
        var entries = names.Select(name => SampleIso.File(name, ExtentMap.OfBytes(System.Text.Encoding.UTF8.GetBytes(name))));
        var tree = new Iso9660Tree(entries, SampleIso.Tree().EfiSystemPartition);
        var image = await MapBytes.WriteAsync(SampleIso.Map(tree), directory.Combine("image.iso"));

        await Tool.RunAsync("xorriso", "-osirrox", "on", "-indev", image, "-extract", "/", directory.Combine("out"));

        await AssertSameAsync(tree, directory.Combine("out"));
    }

    [Fact]
    public async Task A_file_of_more_than_4_GiB_is_listed_in_full()
    {
        using var directory = new TemporaryDirectory();
        var tree = new Iso9660Tree([SampleIso.File("huge", ExtentMap.OfZeros(9L << 30))], SampleIso.Tree().EfiSystemPartition);
        var map = SampleIso.Map(tree);
        var image = await MapBytes.WriteAsync(map.Slice(0, 1 << 20), directory.Combine("image.iso"));
        await Tool.RunAsync("truncate", "-s", $"{map.Length}", image);

        var list = await Tool.RunAsync("xorriso", "-indev", image, "-lsl", "/huge");

        Assert.Contains($" {9L << 30} ", list, StringComparison.Ordinal);
    }

    private static async Task AssertSameAsync(Iso9660Tree tree, string target)
    {
        var names = Directory.GetFileSystemEntries(target, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(target, path));
        Assert.Equal(
            tree.Entries.Select(entry => entry.Path).Append(Iso9660Tree.BootCatalogPath).Order(StringComparer.Ordinal),
            names.Order(StringComparer.Ordinal));
        foreach (var entry in tree.Entries)
        {
            var info = new FileInfo(Path.Combine(target, entry.Path));
            Assert.Equal(entry.Target?.Replace("//", "/", StringComparison.Ordinal), info.LinkTarget);
            if (entry.Type is Iso9660EntryType.File)
            {
                var expected = entry.PartitionOffset is { } offset
                    ? tree.EfiSystemPartition.Slice(offset, entry.Length)
                    : entry.Content;
                Assert.Equal(await MapBytes.ReadAsync(expected), await File.ReadAllBytesAsync(info.FullName, Cancellation));
                Assert.Equal(entry.Permissions, (int)info.UnixFileMode);
                Assert.Equal(DateTime.UnixEpoch.AddSeconds(SampleIso.Time), info.LastWriteTimeUtc);
            }
        }
    }
}
