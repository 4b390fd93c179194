using ImageFactory.Formats.Extents;
using ImageFactory.Formats.SquashFs;
using static ImageFactory.Formats.Tests.SquashFs.SampleTree;

namespace ImageFactory.Formats.Tests.SquashFs;

public sealed class SquashFsReaderTests
{
    [Theory]
    [InlineData(SquashFsCompressor.Zstd, 3, 131_072)]
    [InlineData(SquashFsCompressor.Zstd, 19, 4_096)]
    [InlineData(SquashFsCompressor.Xz, 0, 1_048_576)]
    [InlineData(SquashFsCompressor.Xz, 6, 4_096)]
    public async Task Everything_comes_back(SquashFsCompressor compressor, int level, int blockSize)
    {
        var tree = Everything();
        var image = await WriteAsync(tree, Options with { Compressor = compressor, Level = level, BlockSize = blockSize });

        await using var reader = await OpenAsync(image);

        await AssertSameAsync(tree, reader, reader.Root);
        Assert.Equal((compressor, blockSize, Time), (reader.Compressor, reader.BlockSize, reader.ModificationTime));
    }

    [Fact]
    public async Task Walk_shows_every_path_in_order()
    {
        await using var reader = await OpenAsync(await WriteAsync(
            Folder(("b", Folder(("x", Text("1")), ("y", Folder(("z", Text("2")))))), ("a", Text("3")), ("c", Text("4"))), Options));

        Assert.Equal(["a", "b", "b/x", "b/y", "b/y/z", "c"], reader.Walk(reader.Root).Select(entry => entry.Path), StringComparer.Ordinal);
        Assert.Equal("z", reader.Walk(reader.Root).ElementAt(4).Name);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("/", true)]
    [InlineData("etc/hostname", true)]
    [InlineData("/etc//hostname/", true)]
    [InlineData("etc/missing", false)]
    [InlineData("etc/hostname/x", false)]
    [InlineData("missing/x", false)]
    public async Task Find_knows_the_path(string path, bool exists)
    {
        await using var reader = await OpenAsync(await WriteAsync(Everything(), Options));

        Assert.Equal(exists, reader.Find(path) is not null);
    }

    [Fact]
    public async Task Names_are_in_the_order_of_their_bytes()
    {
        // U+FF5E is above U+1F600 in UTF-16 and below it in UTF-8.
        await using var reader = await OpenAsync(await WriteAsync(
            Folder(("\U0001F600", Text("x")), ("\uFF5E", Text("x")), ("a", Text("x")), ("Z", Text("x"))), Options));

        Assert.Equal(["Z", "a", "\uFF5E", "\U0001F600"], reader.List(reader.Root).Select(entry => entry.Path), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(5_000)]
    public async Task Directories_of_any_size_come_back(int count)
    {
        var names = Enumerable.Range(0, count).Select(number => $"entry with quite a long name {number:d6}").ToArray();
        await using var reader = await OpenAsync(await WriteAsync(
            Folder(("folder", Folder([.. names.Select(name => (name, (SquashFsNode)Text(name)))]))), Options));

        var folder = reader.Find("folder");

        Assert.NotNull(folder);
        Assert.Equal(names, reader.List(folder).Select(entry => entry.Path), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4_095)]
    [InlineData(4_096)]
    [InlineData(4_097)]
    [InlineData(8_192)]
    [InlineData(40_000)]
    public async Task Files_of_any_length_come_back(int length)
    {
        var content = HalfNoise(length, length);
        await using var reader = await OpenAsync(await WriteAsync(
            Folder(("file", File(ExtentMap.OfBytes(content)))), Options with { BlockSize = 4096 }));

        Assert.Equal(content, await ReadAsync(reader, reader.Find("file")!));
    }

    [Fact]
    public async Task A_file_longer_than_4_GiB_has_its_length()
    {
        var content = new ExtentMapBuilder().AppendZeros(5L << 30).AppendBytes("end"u8.ToArray()).Build();
        var image = await WriteAsync(Folder(("long", File(content))), Options with { BlockSize = 1024 * 1024 });

        await using var reader = await OpenAsync(image);

        Assert.Equal((5L << 30) + 3, reader.Find("long")!.Size);
        Assert.InRange(image.Length, 4096, 8192);
    }

    [Fact]
    public async Task Bytes_behind_the_image_do_not_matter()
    {
        var image = await WriteAsync(Everything(), Options);

        await using var reader = await OpenAsync([.. image, .. Noise(5000, 1)]);

        Assert.NotNull(reader.Find("etc/hostname"));
    }

    [Fact]
    public async Task Wrong_kinds_are_our_fault()
    {
        await using var reader = await OpenAsync(await WriteAsync(Everything(), Options));
        var file = reader.Find("empty")!;

        Assert.Throws<ArgumentException>(() => reader.List(file));
        Assert.Throws<ArgumentException>(() => reader.Walk(file));
        Assert.Throws<ArgumentException>(() => reader.ReadLink(file));
        Assert.Throws<ArgumentException>(() => reader.OpenFile(reader.Root));
    }

    private static async Task AssertSameAsync(SquashFsNode node, SquashFsReader reader, SquashFsInode inode)
    {
        Assert.Equal(
            (node.Mode, node.Uid, node.Gid, node.ModificationTime),
            (inode.Mode, inode.Uid, inode.Gid, inode.ModificationTime));
        Assert.Equal(
            node.Xattrs.OrderBy(xattr => xattr.Name, StringComparer.Ordinal).Select(Show),
            reader.ReadXattrs(inode).Select(Show),
            StringComparer.Ordinal);
        switch (node)
        {
            case SquashFsDirectory directory:
                var entries = reader.List(inode);
                Assert.Equal(directory.Entries.Keys.Order(StringComparer.Ordinal), entries.Select(entry => entry.Path), StringComparer.Ordinal);
                foreach (var entry in entries)
                {
                    await AssertSameAsync(directory.Entries[entry.Path], reader, entry.Inode);
                }

                break;
            case SquashFsFile file:
                Assert.Equal(await ReadAsync(file.Content.Map!), await ReadAsync(reader, inode));
                break;
            case SquashFsSymlink link:
                Assert.Equal(link.Target, reader.ReadLink(inode));
                break;
            case SquashFsDevice device:
                Assert.Equal(device.IsBlock ? SquashFsKind.BlockDevice : SquashFsKind.CharacterDevice, inode.Kind);
                Assert.Equal((device.Major, device.Minor), (inode.DeviceMajor, inode.DeviceMinor));
                break;
            default:
                Assert.Equal(node is SquashFsFifo ? SquashFsKind.Fifo : SquashFsKind.Socket, inode.Kind);
                break;
        }
    }

    private static string Show(SquashFsXattr xattr) => $"{xattr.Name}={Convert.ToHexStringLower(xattr.Value.Span)}";
}
