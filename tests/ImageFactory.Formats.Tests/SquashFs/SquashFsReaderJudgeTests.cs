using ImageFactory.Formats.SquashFs;
using ImageFactory.Testing;
using static ImageFactory.Formats.Tests.SquashFs.SampleTree;

namespace ImageFactory.Formats.Tests.SquashFs;

/// <summary>We read what mksquashfs writes.</summary>
public sealed class SquashFsReaderJudgeTests
{
    [Theory]
    [InlineData("gzip")]
    [InlineData("xz", "-Xdict-size", "100%")]
    [InlineData("xz", "-Xbcj", "x86")]
    [InlineData("zstd", "-Xcompression-level", "18")]
    [InlineData("zstd", "-b", "4096", "-no-exports")]
    [InlineData("gzip", "-no-fragments", "-no-exports", "-no-xattrs")]
    [InlineData("zstd", "-always-use-fragments", "-b", "1M")]
    [InlineData("gzip", "-noI", "-noD", "-noF", "-noX")]
    public async Task Every_file_of_mksquashfs_comes_back(string compressor, params string[] arguments)
    {
        using var folder = new TemporaryDirectory();
        var source = MakeSource(folder);
        await using var reader = await OpenAsync(await PackAsync(folder, ["-comp", compressor, .. arguments]));

        var entries = reader.Walk(reader.Root).ToDictionary(entry => entry.Path, entry => entry.Inode, StringComparer.Ordinal);

        Assert.Equal(
            new DirectoryInfo(source).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
                .Select(info => Path.GetRelativePath(source, info.FullName)).Order(StringComparer.Ordinal),
            entries.Keys.Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
        foreach (var (path, inode) in entries.Where(entry => entry.Value.Kind == SquashFsKind.File))
        {
            var info = new FileInfo(Path.Combine(source, path));
            Assert.Equal(await System.IO.File.ReadAllBytesAsync(info.FullName, Token), await ReadAsync(reader, inode));
            Assert.Equal((int)info.UnixFileMode, inode.Mode);
        }

        Assert.Equal("text", reader.ReadLink(entries["folder/link"]));
    }

    [Fact]
    public async Task Devices_owners_and_attributes_of_mksquashfs_come_back()
    {
        using var folder = new TemporaryDirectory();
        MakeSource(folder);
        var longValue = new string('v', 3_000);
        await Tool.RunAsync("setfattr", "-n", "user.note", "-v", "hello", folder.Combine("source", "folder", "text"));
        await Tool.RunAsync("setfattr", "-n", "user.long", "-v", longValue, folder.Combine("source", "folder", "text"));
        await Tool.RunAsync("setfattr", "-n", "user.long", "-v", longValue, folder.Combine("source", "empty"));
        var image = await PackAsync(
            folder,
            "-p", "null c 666 0 0 1 3", "-p", "disk b 660 0 6 259 70000", "-p", "pipe i 600 7 8 f", "-p", "folder/text m 4755 1000 1001");

        await using var reader = await OpenAsync(image);

        var disk = reader.Find("disk")!;
        var text = reader.Find("folder/text")!;
        Assert.Equal((SquashFsKind.BlockDevice, 259u, 70_000u, 6u), (disk.Kind, disk.DeviceMajor, disk.DeviceMinor, disk.Gid));
        Assert.Equal(SquashFsKind.CharacterDevice, reader.Find("null")!.Kind);
        Assert.Equal(SquashFsKind.Fifo, reader.Find("pipe")!.Kind);
        Assert.Equal((0b100_111_101_101, 1000u, 1001u), (text.Mode, text.Uid, text.Gid));
        Assert.Equal(
            ["user.long=" + Convert.ToHexStringLower(System.Text.Encoding.ASCII.GetBytes(longValue)), "user.note=68656c6c6f"],
            Show(reader, text),
            StringComparer.Ordinal);
        Assert.Single(Show(reader, reader.Find("empty")!));
    }

    [Fact]
    public async Task Damaged_images_of_mksquashfs_are_read_or_invalid()
    {
        using var folder = new TemporaryDirectory();
        Directory.CreateDirectory(folder.Combine("source", "folder"));
        await System.IO.File.WriteAllTextAsync(folder.Combine("source", "folder", "text"), "some text", Token);
        System.IO.File.CreateSymbolicLink(folder.Combine("source", "link"), "folder/text");
        await Tool.RunAsync("setfattr", "-n", "user.note", "-v", "hello", folder.Combine("source", "folder", "text"));
        var image = await PackAsync(folder, "-noI", "-noD", "-noF", "-noX", "-p", "null c 666 0 0 1 3");

        await Mutations.AssertHarmlessAsync(image, SquashFsHostileTests.ReadAllAsync);
    }

    [Fact]
    public async Task A_long_directory_of_mksquashfs_comes_back()
    {
        using var folder = new TemporaryDirectory();
        MakeSource(folder);
        var names = Enumerable.Range(0, 2_000).Select(number => $"a name that is not short at all {number:d4}").ToArray();
        foreach (var name in names)
        {
            await System.IO.File.WriteAllTextAsync(folder.Combine("source", "folder", name), name, Token);
        }

        await using var reader = await OpenAsync(await PackAsync(folder));

        Assert.Equal(names, reader.List(reader.Find("folder")!).Select(entry => entry.Path).Take(2_000), StringComparer.Ordinal);
    }

    private static IEnumerable<string> Show(SquashFsReader reader, SquashFsInode inode) => reader.ReadXattrs(inode)
        .Select(xattr => $"{xattr.Name}={Convert.ToHexStringLower(xattr.Value.Span)}").Order(StringComparer.Ordinal);

    private static string MakeSource(TemporaryDirectory folder)
    {
        var source = folder.Combine("source");
        Directory.CreateDirectory(Path.Combine(source, "folder", "empty folder"));
        System.IO.File.WriteAllBytes(Path.Combine(source, "empty"), []);
        System.IO.File.WriteAllBytes(Path.Combine(source, "exact"), HalfNoise(262_144, 1));
        System.IO.File.WriteAllBytes(Path.Combine(source, "noise"), Noise(300_000, 2));
        System.IO.File.WriteAllBytes(Path.Combine(source, "holes"), [.. HalfNoise(140_000, 3), .. new byte[400_000]]);
        System.IO.File.WriteAllText(Path.Combine(source, "folder", "text"), "some text");
        System.IO.File.CreateSymbolicLink(Path.Combine(source, "folder", "link"), "text");
        return source;
    }

    private static async Task<byte[]> PackAsync(TemporaryDirectory folder, params string[] arguments)
    {
        var image = folder.Combine("image.sqsh");
        await Tool.RunAsync("mksquashfs", [folder.Combine("source"), image, "-noappend", "-no-progress", .. arguments]);
        return await System.IO.File.ReadAllBytesAsync(image, Token);
    }
}
