using ImageFactory.Formats.Extents;
using ImageFactory.Formats.SquashFs;
using static ImageFactory.Formats.Tests.SquashFs.SampleTree;

namespace ImageFactory.Formats.Tests.SquashFs;

public sealed class SquashFsHostileTests
{
    [Theory]
    [InlineData(SquashFsCompressor.Zstd)]
    [InlineData(SquashFsCompressor.Xz)]
    public async Task Truncated_images_are_invalid(SquashFsCompressor compressor)
    {
        var image = await WriteAsync(Small(), Options with { Compressor = compressor, BlockSize = 16_384 });
        var used = BitConverter.ToInt32(image, 40);

        for (var length = 0; length < used; length += length < 200 ? 1 : 37)
        {
            await Assert.ThrowsAsync<InvalidDataException>(() => ReadAllAsync(image[..length]));
        }
    }

    [Theory]
    [InlineData(SquashFsCompressor.Zstd)]
    [InlineData(SquashFsCompressor.Xz)]
    public async Task Damaged_images_are_read_or_invalid(SquashFsCompressor compressor)
    {
        var image = await WriteAsync(Small(), Options with { Compressor = compressor, BlockSize = 16_384 });

        await Mutations.AssertHarmlessAsync(image, ReadAllAsync);
    }

    [Fact]
    public async Task Damaged_metadata_that_is_not_compressed_is_read_or_invalid()
    {
        var image = new RawImage().Add("a"u8.ToArray()).Add("bc"u8.ToArray()).ToBytes();

        await Mutations.AssertHarmlessAsync(image, ReadAllAsync);
    }

    [Fact]
    public async Task A_directory_in_itself_is_listed_but_not_walked()
    {
        await using var reader = await OpenAsync(new RawImage().Add("loop"u8.ToArray()).ToBytes());

        Assert.Equal(["loop"], reader.List(reader.Root).Select(entry => entry.Name), StringComparer.Ordinal);
        Assert.Throws<InvalidDataException>(() => reader.Walk(reader.Root).Count());
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\0")]
    [InlineData("é")]
    public async Task A_bad_name_is_invalid(string name)
    {
        await using var reader = await OpenAsync(new RawImage().Add(System.Text.Encoding.Latin1.GetBytes(name)).ToBytes());

        Assert.Throws<InvalidDataException>(() => reader.List(reader.Root));
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("b", "a")]
    public async Task Names_out_of_order_are_invalid(string first, string second)
    {
        var image = new RawImage().Add(System.Text.Encoding.ASCII.GetBytes(first)).Add(System.Text.Encoding.ASCII.GetBytes(second));
        await using var reader = await OpenAsync(image.ToBytes());

        Assert.Throws<InvalidDataException>(() => reader.List(reader.Root));
    }

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(0, 2, 0)]
    [InlineData(0, 1, 1)]
    [InlineData(8_192, 1, 0)]
    public async Task An_entry_that_is_not_its_inode_is_invalid(ushort offset, ushort kind, short number)
    {
        await using var reader = await OpenAsync(new RawImage().Add("a"u8.ToArray(), offset, kind, number).ToBytes());

        Assert.Throws<InvalidDataException>(() => reader.List(reader.Root));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(15)]
    public async Task A_root_that_is_no_directory_is_invalid(ushort type) =>
        await Assert.ThrowsAsync<InvalidDataException>(() => OpenAsync(new RawImage { InodeType = type }.ToBytes()));

    [Theory]
    [InlineData(2, "Lzma")]
    [InlineData(3, "Lzo")]
    [InlineData(5, "Lz4")]
    [InlineData(9, "9")]
    public async Task An_unreadable_compressor_is_named(ushort compressor, string name)
    {
        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => OpenAsync(new RawImage { Compressor = compressor }.ToBytes()));

        Assert.Contains($"compressor {name};", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_root_is_valid()
    {
        await using var reader = await OpenAsync(new RawImage().ToBytes());

        Assert.Empty(reader.List(reader.Root));
    }

    [Fact]
    public async Task More_metadata_than_the_limit_is_invalid()
    {
        var image = await WriteAsync(Everything(), Options);

        await Assert.ThrowsAsync<InvalidDataException>(() => OpenAsync(image, new SquashFsLimits { MaxMetadata = 700 }));
    }

    [Fact]
    public async Task More_entries_than_the_limit_are_invalid()
    {
        await using var reader = await OpenAsync(await WriteAsync(Everything(), Options), new SquashFsLimits { MaxEntries = 10 });

        Assert.Throws<InvalidDataException>(() => reader.Walk(reader.Root).Count());
    }

    [Fact]
    public async Task More_levels_than_the_limit_are_invalid()
    {
        var tree = Folder(("a", Folder(("b", Folder(("c", Folder()))))));
        await using var reader = await OpenAsync(await WriteAsync(tree, Options), new SquashFsLimits { MaxDepth = 3 });

        Assert.Throws<InvalidDataException>(() => reader.Walk(reader.Root).Count());
    }

    private static SquashFsDirectory Small() => Folder(
        ("dev", Folder(("null", Device(isBlock: false, 1, 3)), ("pipe", Fifo()))),
        ("file", File(ExtentMap.OfBytes(HalfNoise(400, 1))) with { Xattrs = [new SquashFsXattr("user.note", "hello"u8.ToArray())] }),
        ("holes", File(ExtentMap.OfZeros(50_000))),
        ("link", Link("file")),
        ("long", File(ExtentMap.OfBytes(new byte[60_000].Select((_, index) => (byte)(index >> 10)).ToArray()))));

    internal static async Task ReadAllAsync(byte[] image)
    {
        await using var reader = await OpenAsync(image);
        foreach (var (_, inode) in reader.Walk(reader.Root))
        {
            reader.ReadXattrs(inode);
            switch (inode.Kind)
            {
                case SquashFsKind.Symlink:
                    reader.ReadLink(inode);
                    break;
                case SquashFsKind.File:
                    await ReadSomeAsync(reader, inode);
                    break;
            }
        }
    }

    // A damaged length may promise more zeros than a test wants to wait for.
    private static async Task ReadSomeAsync(SquashFsReader reader, SquashFsInode file)
    {
        await using var stream = reader.OpenFile(file);
        var buffer = new byte[4096];
        for (var count = 1; count > 0 && stream.Position < 1_000_000;)
        {
            count = await stream.ReadAsync(buffer, Token);
        }
    }
}
