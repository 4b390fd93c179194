using System.Globalization;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Xfs;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Xfs;

public sealed class XfsJudgeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(300 << 20, 512)]
    [InlineData((300 << 20) + 4096, 512)]
    [InlineData((300 << 20) + 8192, 4096)]
    [InlineData(1000 << 20, 512)]
    [InlineData(2000 << 20, 4096)]
    public async Task Mkfs_makes_the_same_empty_file_system(long size, int sectorSize)
    {
        using var directory = new TemporaryDirectory();
        var theirs = await MkfsAsync(directory.Combine("theirs"), size, sectorSize);
        var options = SampleXfs.Options(300, sectorSize) with { Size = size, RootTime = 0 };

        var ours = await MapBytes.WriteAsync(SampleXfs.Map(new XfsTree([]), options), directory.Combine("ours"));

        await Tool.RunAsync("cmp", theirs, ours);
    }

    [Theory]
    [InlineData(300, 512)]
    [InlineData(300, 4096)]
    [InlineData(1000, 512)]
    [InlineData(2000, 4096)]
    public async Task Repair_finds_nothing_to_do(long mebibytes, int sectorSize)
    {
        using var directory = new TemporaryDirectory();

        var image = await MapBytes.WriteAsync(SampleXfs.Map(SampleXfs.Boot(), SampleXfs.Options(mebibytes, sectorSize)), directory.Combine("image"));

        await XfsRepair.AssertCleanAsync(image);
    }

    // The names of 21 fit into an inode, of 22 no longer; 62 files need more than one chunk of inodes; 124 fill the block.
    [Theory]
    [InlineData(21, 512)]
    [InlineData(22, 512)]
    [InlineData(61, 512)]
    [InlineData(62, 4096)]
    [InlineData(124, 512)]
    public async Task Directories_hold_up_from_few_names_to_many(int files, int sectorSize)
    {
        using var directory = new TemporaryDirectory();
        var map = SampleXfs.Map(SampleXfs.Flat(files), SampleXfs.Options(300, sectorSize));
        var image = await MapBytes.WriteAsync(map, directory.Combine("image"));

        await XfsRepair.AssertCleanAsync(image);
        var last = files - 1;
        Assert.Equal($"content {last}", await Tool.RunAsync("grub-fstest", image, "cat", $"(loop0)/file-{last}"));
    }

    [Theory]
    [InlineData(512, 60376)]
    [InlineData(4096, 60363)]
    public async Task A_full_file_system_holds_up(int sectorSize, long blocks)
    {
        using var directory = new TemporaryDirectory();
        var tree = new XfsTree([SampleXfs.File("a", ExtentMap.OfZeros(blocks * 4096))]);

        var image = await MapBytes.WriteAsync(SampleXfs.Map(tree, SampleXfs.Options(300, sectorSize)), directory.Combine("image"));

        await XfsRepair.AssertCleanAsync(image);
    }

    [Theory]
    [InlineData(512)]
    [InlineData(4096)]
    public async Task Grub_shows_every_name_and_content(int sectorSize)
    {
        using var directory = new TemporaryDirectory();
        var tree = SampleXfs.Boot();
        var image = await MapBytes.WriteAsync(SampleXfs.Map(tree, SampleXfs.Options(300, sectorSize)), directory.Combine("image"));

        var listing = await Tool.RunAsync("grub-fstest", image, "ls", "--", "-l", "(loop0)/A/");

        Assert.Contains("3000001      20190601213452 vmlinuz", listing, StringComparison.Ordinal);
        Assert.Contains("94371840     20190601213452 initramfs.xz", listing, StringComparison.Ordinal);
        foreach (var entry in tree.Entries.Where(entry => entry.Content is { Length: > 0 }))
        {
            var expected = await MapBytes.WriteAsync(entry.Content!, directory.Combine("expected"));
            await Tool.RunAsync("grub-fstest", image, "cp", $"(loop0)/{entry.Path}", directory.Combine("actual"));
            await Tool.RunAsync("cmp", expected, directory.Combine("actual"));
        }
    }

    [Fact]
    public async Task Xfs_db_shows_modes_times_and_places()
    {
        using var directory = new TemporaryDirectory();
        var map = SampleXfs.Map(SampleXfs.Boot(), SampleXfs.Options(1000));
        var image = await MapBytes.WriteAsync(map, directory.Combine("image"));

        var inode = await Tool.RunAsync(
            "env", "TZ=UTC", "xfs_db", "-r", "-c", "path /grub/grub.cfg", "-c", "print core.mode core.uid core.mtime core.size u3.bmx", image);
        var feature = await Tool.RunAsync("xfs_db", "-r", "-c", "sb 0", "-c", "version", image);

        string[] expected =
        [
            "core.mode = 0100600",
            "core.uid = 0",
            "core.mtime.sec = Sat Jun  1 21:34:52 2019",
            "core.mtime.nsec = 0",
            "core.size = 14",
            "u3.bmx[0] = [startoff,startblock,blockcount,extentflag]",
            "0:[0,23789,1,0]",
        ];
        Assert.Equal(expected, inode.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Equal(
            "versionnum [0xb4a5+0x18a] = V5,NLINK,DIRV2,ALIGN,LOGV2,EXTFLG,MOREBITS,ATTR2,LAZYSBCOUNT,PROJID32BIT,CRC,FTYPE",
            feature.TrimEnd());
    }

    [Fact]
    public async Task Blkid_shows_label_and_UUID()
    {
        using var directory = new TemporaryDirectory();
        var image = await MapBytes.WriteAsync(SampleXfs.Map(new XfsTree([]), SampleXfs.Options()), directory.Combine("image"));

        var found = await Tool.RunAsync("blkid", "-p", image);

        Assert.Contains($" LABEL=\"BOOT\" UUID=\"{SampleXfs.Uuid}\" ", found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_superblock_comes_back_from_its_copies()
    {
        using var directory = new TemporaryDirectory();
        var map = SampleXfs.Map(SampleXfs.Boot(), SampleXfs.Options());
        var image = await MapBytes.WriteAsync(map, directory.Combine("image"));
        await using (var file = File.OpenWrite(image))
        {
            await file.WriteAsync(new byte[512], Cancellation);
        }

        await Tool.RunAsync("xfs_repair", image);

        await XfsRepair.AssertCleanAsync(image);
        Assert.Equal("set timeout=3\n", await Tool.RunAsync("grub-fstest", image, "cat", "(loop0)/grub/grub.cfg"));
    }

    // mkfs.xfs has no option for times, and leaves copies of the superblock from before it made the root directory.
    private static async Task<string> MkfsAsync(string path, long size, int sectorSize)
    {
        await Tool.RunAsync("truncate", "-s", Text(size), path);
        await Tool.RunAsync(
            "mkfs.xfs", "-q", "-L", "BOOT", "-s", $"size={Text(sectorSize)}", "-i", "sparse=0",
            "-m", $"uuid={SampleXfs.Uuid},crc=1,finobt=0,rmapbt=0,reflink=0,bigtime=0,inobtcount=0", path);
        string[] fields = ["rootino", "rbmino", "rsumino", "icount", "ifree", "fdblocks"];
        var printed = await Tool.RunAsync("xfs_db", "-r", "-c", "sb 0", "-c", $"print {string.Join(' ', fields)}", path);
        var values = printed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(" = ")[1]).ToArray();
        string[] times = ["core.atime", "core.mtime", "core.ctime", "v3.crtime"];
        IEnumerable<string> commands =
        [
            .. values[..3].SelectMany(inode => times
                .SelectMany(time => (string[])[$"write {time}.sec 0", $"write {time}.nsec 0"])
                .Prepend($"inode {inode}")),
            .. Enumerable.Range(1, 3).SelectMany(group => fields.Zip(values, (field, value) => $"write {field} {value}").Prepend($"sb {group}")),
        ];
        await Tool.RunAsync("xfs_db", [.. commands.SelectMany(command => (string[])["-c", command]), "-x", path]);
        return path;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
