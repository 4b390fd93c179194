using System.Globalization;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.SquashFs;
using ImageFactory.Testing;
using static ImageFactory.Formats.Tests.SquashFs.SampleTree;

namespace ImageFactory.Formats.Tests.SquashFs;

/// <summary>squashfs-tools reads what we write, and the Linux kernel where it may be asked.</summary>
public sealed class SquashFsJudgeTests
{
    [Theory]
    [InlineData(SquashFsCompressor.Zstd, 9, 131_072)]
    [InlineData(SquashFsCompressor.Zstd, 15, 1_048_576)]
    [InlineData(SquashFsCompressor.Xz, 6, 131_072)]
    [InlineData(SquashFsCompressor.Xz, 0, 4_096)]
    public async Task Unsquashfs_unpacks_everything(SquashFsCompressor compressor, int level, int blockSize)
    {
        using var folder = new TemporaryDirectory();
        var tree = Everything();
        var image = await SaveAsync(folder, tree, Options with { Compressor = compressor, Level = level, BlockSize = blockSize });

        await Tool.RunAsync("unsquashfs", UnpackArguments(folder, image));

        await AssertSameAsync(tree, folder.Combine("out"));
    }

    [Fact]
    public async Task Unsquashfs_lists_modes_owners_and_devices()
    {
        using var folder = new TemporaryDirectory();
        var image = await SaveAsync(folder, Everything(), Options);

        var listing = await Tool.RunAsync("unsquashfs", "-UTC", "-lln", image);

        var lines = string.Join('\n', listing.Split('\n').Select(Condense));
        Assert.Contains("-rwsr-xr-x 0/0 9000 2019-06-01 21:34 squashfs-root/bin/su\n", lines, StringComparison.Ordinal);
        Assert.Contains("crw------- 0/6 5, 1 2019-06-01 21:34 squashfs-root/dev/console\n", lines, StringComparison.Ordinal);
        Assert.Contains("srwxrwxrwx 0/0 0 2019-06-01 21:34 squashfs-root/dev/log\n", lines, StringComparison.Ordinal);
        Assert.Contains("prw-rw-rw- 0/0 0 2019-06-01 21:34 squashfs-root/dev/pipe\n", lines, StringComparison.Ordinal);
        Assert.Contains("-rw-r--r-- 1000/1001 9 2019-06-01 21:34 squashfs-root/etc/labelled\n", lines, StringComparison.Ordinal);
        Assert.Contains("lrwxrwxrwx 0/0 12 2019-06-01 21:34 squashfs-root/grüße -> etc/hostname\n", lines, StringComparison.Ordinal);
        Assert.Contains("drwxrwxrwt 0/0 3 2019-06-01 21:34 squashfs-root/sticky\n", lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unsquashfs_shows_the_superblock()
    {
        using var folder = new TemporaryDirectory();
        var image = await SaveAsync(folder, Everything(), Options with { Level = 9 });

        var about = await Tool.RunAsync("unsquashfs", "-UTC", "-s", image);

        Assert.Contains("Creation or last append time Sat Jun  1 21:34:52 2019", about, StringComparison.Ordinal);
        Assert.Contains("compression-level 9", about, StringComparison.Ordinal);
        Assert.Contains("Number of inodes 19", about, StringComparison.Ordinal);
        Assert.Contains("Number of ids 4", about, StringComparison.Ordinal);
        Assert.Contains("Number of xattr ids 1", about, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unsquashfs_restores_attributes()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root may set trusted attributes.");
        Tool.Require("getfattr");
        using var folder = new TemporaryDirectory();
        var labelled = Text("x") with
        {
            Xattrs =
            [
                new SquashFsXattr("user.note", "hello"u8.ToArray()),
                new SquashFsXattr("trusted.overlay.opaque", "y"u8.ToArray()),
                new SquashFsXattr("security.selinux", "label\0"u8.ToArray()),
            ],
        };
        var image = await SaveAsync(
            folder, Folder(("file", labelled), ("folder", Folder() with { Xattrs = labelled.Xattrs }), ("plain", Text("x"))), Options);

        await Tool.RunAsync("unsquashfs", UnpackArguments(folder, image));
        var shown = await Tool.RunAsync(
            "getfattr", "-d", "-m", "-", "-e", "hex", "--absolute-names", folder.Combine("out", "file"), folder.Combine("out", "folder"));

        string[] expected = ["security.selinux=0x6c6162656c00", "trusted.overlay.opaque=0x79", "user.note=0x68656c6c6f"];
        var lines = shown.Split('\n').Where(line => line.Contains('=', StringComparison.Ordinal));
        Assert.Equal([.. expected, .. expected], lines, StringComparer.Ordinal);
        Assert.Empty(await Tool.RunAsync("getfattr", "-d", "-m", "user", folder.Combine("out", "plain")));
    }

    [Fact]
    public async Task Unsquashfs_finds_every_name_of_a_long_directory()
    {
        using var folder = new TemporaryDirectory();
        var image = await SaveAsync(folder, LongDirectory(), Options);

        var listing = await Tool.RunAsync("unsquashfs", "-l", image, "long");

        Assert.Equal(4_000, listing.Split('\n').Count(line => line.Contains("/long/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Unsquashfs_knows_a_file_longer_than_4_GiB()
    {
        using var folder = new TemporaryDirectory();
        var content = new ExtentMapBuilder().AppendZeros(5L << 30).AppendBytes("end"u8.ToArray()).Build();
        var image = await SaveAsync(folder, Folder(("long", File(content))), Options with { BlockSize = 1024 * 1024 });

        var listing = await Tool.RunAsync("unsquashfs", "-lln", image);

        Assert.Contains(" 5368709123 ", listing, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SquashFsCompressor.Zstd, 9)]
    [InlineData(SquashFsCompressor.Xz, 6)]
    public async Task The_kernel_mounts_it(SquashFsCompressor compressor, int level)
    {
        await using var mount = new LoopMount();
        var tree = Everything();
        var image = await SaveAsync(mount.Folder, tree, Options with { Compressor = compressor, Level = level });

        await mount.MountAsync(image);

        await AssertSameAsync(tree, mount.Path);
    }

    [Fact]
    public async Task The_kernel_finds_every_name_of_a_long_directory()
    {
        await using var mount = new LoopMount();
        var tree = LongDirectory();
        var image = await SaveAsync(mount.Folder, tree, Options);

        await mount.MountAsync(image);

        await AssertSameAsync(tree, mount.Path);
    }

    [Fact]
    public async Task The_kernel_reads_behind_4_GiB()
    {
        await using var mount = new LoopMount();
        var content = new ExtentMapBuilder().AppendZeros(5L << 30).AppendBytes("end"u8.ToArray()).Build();
        var image = await SaveAsync(mount.Folder, Folder(("long", File(content))), Options);
        await mount.MountAsync(image);

        await using var file = System.IO.File.OpenRead(Path.Combine(mount.Path, "long"));
        file.Position = (5L << 30) - 1;
        var end = new byte[4];
        await file.ReadExactlyAsync(end, Token);

        Assert.Equal("\0end"u8.ToArray(), end);
    }

    private static string Condense(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static SquashFsDirectory LongDirectory() => Folder(("long", Folder(
        [.. Enumerable.Range(0, 4_000).Select(number => ($"a name that is not short at all {number}", (SquashFsNode)Text($"{number}")))])));

    private static async Task<string> SaveAsync(TemporaryDirectory folder, SquashFsDirectory tree, SquashFsOptions options)
    {
        var path = folder.Combine("image.sqsh");
        await System.IO.File.WriteAllBytesAsync(path, await WriteAsync(tree, options), Token);
        return path;
    }

    // Only root makes devices and sets security attributes.
    private static string[] UnpackArguments(TemporaryDirectory folder, string image) =>
        Environment.IsPrivilegedProcess
            ? ["-no-progress", "-d", folder.Combine("out"), image]
            : ["-no-progress", "-ignore-errors", "-no-xattrs", "-d", folder.Combine("out"), image];

    private static async Task AssertSameAsync(SquashFsNode node, string path)
    {
        switch (node)
        {
            case SquashFsDirectory directory:
                Assert.Equal(node.Mode, (int)new FileInfo(path).UnixFileMode);
                Assert.Equal(
                    directory.Entries.Keys.Order(StringComparer.Ordinal),
                    new DirectoryInfo(path).EnumerateFileSystemInfos().Select(info => info.Name).Order(StringComparer.Ordinal),
                    StringComparer.Ordinal);
                foreach (var (name, child) in directory.Entries)
                {
                    await AssertSameAsync(child, Path.Combine(path, name));
                }

                break;
            case SquashFsFile file:
                Assert.Equal(node.Mode, (int)new FileInfo(path).UnixFileMode);
                Assert.Equal(DateTime.UnixEpoch.AddSeconds(Time), System.IO.File.GetLastWriteTimeUtc(path));
                Assert.Equal(await ReadAsync(file.Content.Map!), await System.IO.File.ReadAllBytesAsync(path, Token));
                break;
            case SquashFsSymlink link:
                Assert.Equal(link.Target, new FileInfo(path).LinkTarget);
                break;
            case SquashFsDevice device when Environment.IsPrivilegedProcess:
                var numbers = await Tool.RunAsync("stat", "-c", "%F %Hr %Lr", path);
                var kind = device.IsBlock ? "block special file" : "character special file";
                Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{kind} {device.Major} {device.Minor}\n"), numbers);
                break;
        }
    }
}
