using System.Globalization;
using System.Text;
using ImageFactory.Formats.Ext4;
using ImageFactory.Formats.Extents;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Ext4;

public sealed class Ext4JudgeTests
{
    private const long Mebibyte = 1 << 20;

    // One group, a last group of one block, several groups; names in one block of a directory and in several.
    [Theory]
    [InlineData(1 * Mebibyte, 0)]
    [InlineData(4 * Mebibyte, 100)]
    [InlineData((128 * Mebibyte) + 4096, 100)]
    [InlineData(1000 * Mebibyte, 5000)]
    public async Task E2fsck_finds_nothing_to_do(long size, int files)
    {
        using var directory = new TemporaryDirectory();
        var image = await WriteAsync(directory, Flat(files), size);

        await Tool.RunAsync("e2fsck", "-fn", image);
    }

    // So many groups that their descriptors fill blocks.
    [Fact]
    public async Task E2fsck_finds_nothing_to_do_in_a_large_file_system()
    {
        using var directory = new TemporaryDirectory();
        var image = await WriteAsync(directory, Flat(100), 300L * 1024 * Mebibyte);

        await Tool.RunAsync("e2fsck", "-fn", image);
    }

    // More inodes than the bitmap of one group has bits.
    [Fact]
    public async Task Forty_thousand_files_in_one_directory_are_sound_and_found()
    {
        using var directory = new TemporaryDirectory();
        var tree = Flat(40_000);
        var image = await WriteAsync(directory, tree, Ext4Layout.SmallestSize(tree));

        await Tool.RunAsync("e2fsck", "-fn", image);
        Assert.Equal("content 39999", await Tool.RunAsync("debugfs", "-R", "cat /blob/file-39999", image));
    }

    [Fact]
    public async Task Deep_trees_and_the_longest_names_are_sound_and_found()
    {
        using var directory = new TemporaryDirectory();
        var names = Enumerable.Range(0, 15).Select(depth => $"{(char)('a' + depth)}{new string('n', 254)}").ToList();
        var paths = names.Select((_, depth) => string.Join('/', names.Take(depth + 1))).ToList();
        string[] files = [$"{paths[^1]}/file", "ü€", $"blob-{new string('ä', 125)}"];
        var image = await WriteAsync(
            directory,
            new Ext4Tree(
            [
                .. paths.Select(path => Ext4Entry.Directory(path, 0x1ED)),
                .. files.Select(path => Ext4Entry.File(path, 0x1A4, ExtentMap.OfBytes("here"u8.ToArray()))),
                .. Enumerable.Range(0, 300).Select(index => Ext4Entry.Directory($"{paths[^1]}/{index}", 0x1ED)),
            ]),
            64 * Mebibyte);

        await Tool.RunAsync("e2fsck", "-fn", image);
        foreach (var file in files)
        {
            Assert.Equal("here", await Tool.RunAsync("debugfs", "-R", $"cat /{file}", image));
        }
    }

    [Fact]
    public async Task Large_files_have_their_bytes_across_groups()
    {
        using var directory = new TemporaryDirectory();
        var blobs = new MemoryBlobs();
        var first = Large("first", parts: 6, blobs);
        var second = Large("second", parts: 2, blobs);
        var image = directory.Combine("image");
        await MapBytes.WriteAsync(
            Ext4Image.Map(Ext4Layout.Create(new Ext4Tree([first, Ext4Entry.File("empty", 0x180, ExtentMap.Empty), second]), Options(2048 * Mebibyte))),
            image,
            blobs);

        await Tool.RunAsync("e2fsck", "-fn", image);
        foreach (var file in new[] { first, second })
        {
            var expected = await MapBytes.WriteAsync(file.Content!, directory.Combine("expected"), blobs);
            await Tool.RunAsync("debugfs", "-R", $"dump /{file.Path} {directory.Combine("dumped")}", image);
            await Tool.RunAsync("cmp", expected, directory.Combine("dumped"));
        }
    }

    [Fact]
    public async Task Dumpe2fs_tells_label_identity_and_checksums_and_that_there_is_no_journal()
    {
        using var directory = new TemporaryDirectory();

        var header = await Tool.RunAsync("dumpe2fs", "-h", await WriteAsync(directory, Flat(10), 64 * Mebibyte));

        Assert.Matches(@"Filesystem volume name: +IMAGECACHE\n", header);
        Assert.Matches(@"Filesystem UUID: +3b5449bc-c21f-8009-8b51-18945967f8df\n", header);
        Assert.Matches(@"Directory Hash Seed: +3b5449bc-c21f-8009-8b51-18945967f8df\n", header);
        Assert.Matches(@"Checksum type: +crc32c\n", header);
        Assert.DoesNotContain("has_journal", header, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Linux_mounts_it()
    {
        using var directory = new TemporaryDirectory();
        var image = await WriteAsync(directory, Flat(2000), 300 * Mebibyte);
        await using var device = await LoopDevice.OpenAsync(image, sectorSize: 512);
        var root = Directory.CreateDirectory(directory.Combine("root")).FullName;
        var mounted = await Tool.TryRunAsync("mount", "-t", "ext4", "-o", "ro", device.Path, root);
        Assert.SkipUnless(mounted.ExitCode == 0 || !mounted.Error.Contains("unknown filesystem", StringComparison.Ordinal), mounted.Error);
        Assert.True(mounted.ExitCode == 0, mounted.Error);
        try
        {
            Assert.Equal("content 1999", await File.ReadAllTextAsync(Path.Combine(root, "blob/file-1999"), TestContext.Current.CancellationToken));
            Assert.Equal(2000, Directory.EnumerateFiles(Path.Combine(root, "blob")).Count());
        }
        finally
        {
            await Tool.RunAsync("umount", root);
        }
    }

    [Fact]
    public async Task Readers_find_every_content()
    {
        using var directory = new TemporaryDirectory();
        var image = await WriteAsync(directory, Flat(500), 64 * Mebibyte);

        Assert.Equal("content 499", await Tool.RunAsync("debugfs", "-R", "cat /blob/file-499", image));
        Assert.Equal("content 499", await Tool.RunAsync("grub-fstest", image, "cat", "(loop0)/blob/file-499"));
    }

    [Fact]
    public async Task A_file_of_more_extents_than_an_inode_holds_is_whole()
    {
        using var directory = new TemporaryDirectory();
        var content = new ExtentMapBuilder().AppendZeros(700 * Mebibyte).AppendBytes("end"u8.ToArray()).Build();
        var image = await WriteAsync(directory, new Ext4Tree([Ext4Entry.File("large", 0x1A4, content)]), 800 * Mebibyte);

        await Tool.RunAsync("e2fsck", "-fn", image);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3000)]
    public async Task The_smallest_size_holds_the_tree_and_one_block_less_does_not(int files)
    {
        using var directory = new TemporaryDirectory();
        var tree = Flat(files);
        var size = Ext4Layout.SmallestSize(tree);

        await Tool.RunAsync("e2fsck", "-fn", await WriteAsync(directory, tree, size));
        Assert.Throws<ArgumentException>(() => Ext4Layout.Create(tree, Options(size - 4096)));
    }

    // Its blocks are in several groups, with more than four parts its extents in a block of their own, and it ends within a block.
    private static Ext4Entry Large(string name, int parts, MemoryBlobs blobs)
    {
        var content = new ExtentMapBuilder();
        for (var part = 0; part < parts; part++)
        {
            content.Append(blobs.Add(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{name}, part {part}"))))
                .AppendZeros(100 * Mebibyte);
        }

        return Ext4Entry.File(name, 0x1A4, content.AppendBytes("end"u8.ToArray()).Build());
    }

    private static Ext4Tree Flat(int files) => new(
    [
        Ext4Entry.Directory("blob", 0x1ED),
        Ext4Entry.Directory("manifests", 0x1ED),
        Ext4Entry.Directory("manifests/docker.io", 0x1ED),
        Ext4Entry.File("manifests/empty", 0x1A4, ExtentMap.Empty),
        .. Enumerable.Range(0, files).Select(index => Ext4Entry.File(
            string.Create(CultureInfo.InvariantCulture, $"blob/file-{index}"),
            0x1A4,
            ExtentMap.OfBytes(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"content {index}"))))),
    ]);

    private static Ext4Options Options(long size) => new()
    {
        Label = "IMAGECACHE",
        Uuid = Guid.Parse("3b5449bc-c21f-8009-8b51-18945967f8df"),
        HashSeed = Guid.Parse("3b5449bc-c21f-8009-8b51-18945967f8df"),
        Time = 0,
        Size = size,
    };

    private static Task<string> WriteAsync(TemporaryDirectory directory, Ext4Tree tree, long size) =>
        MapBytes.WriteAsync(Ext4Image.Map(Ext4Layout.Create(tree, Options(size))), directory.Combine("image"));
}
