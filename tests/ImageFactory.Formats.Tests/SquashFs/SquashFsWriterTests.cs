using System.Buffers.Binary;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.SquashFs;
using static ImageFactory.Formats.Tests.SquashFs.SampleTree;

namespace ImageFactory.Formats.Tests.SquashFs;

public sealed class SquashFsWriterTests
{
    [Theory]
    [InlineData(SquashFsCompressor.Zstd, 9)]
    [InlineData(SquashFsCompressor.Xz, 0)]
    public async Task Any_number_of_threads_gives_the_same_bytes(SquashFsCompressor compressor, int level)
    {
        var options = Options with { Compressor = compressor, Level = level, BlockSize = 4096, Threads = 1 };

        var one = await WriteAsync(Everything(), options);
        var two = await WriteAsync(Everything(), options with { Threads = 2 });
        var eight = await WriteAsync(Everything(), options with { Threads = 8 });

        Assert.Equal(one, two);
        Assert.Equal(one, eight);
    }

    [Fact]
    public async Task Order_of_the_entries_does_not_matter()
    {
        var one = await WriteAsync(Folder(("a", Text("1")), ("b", Text("2"))), Options);
        var other = await WriteAsync(Folder(("b", Text("2")), ("a", Text("1"))), Options);

        Assert.Equal(one, other);
    }

    // Offsets of struct squashfs_super_block in fs/squashfs/squashfs_fs.h.
    [Theory]
    [InlineData(0, "68737173")]
    [InlineData(4, "05000000")]
    [InlineData(8, "7ceff25c")]
    [InlineData(12, "00000200")]
    [InlineData(16, "01000000")]
    [InlineData(20, "0600")]
    [InlineData(22, "1100")]
    [InlineData(24, "8004")]
    [InlineData(26, "0200")]
    [InlineData(28, "04000000")]
    [InlineData(56, "ffffffffffffffff")]
    public async Task Superblock_has_the_field(int offset, string expected)
    {
        var tree = Folder(("a", Text("one")), ("b", Link("a")), ("c", Folder()), ("d", Text("two") with { Gid = 7 }));

        var image = await WriteAsync(tree, Options);

        Assert.Equal(expected, Convert.ToHexStringLower(image.AsSpan(offset, expected.Length / 2)));
    }

    [Theory]
    [InlineData(SquashFsCompressor.Zstd, 9, "048009000000")]
    [InlineData(SquashFsCompressor.Zstd, 22, "048016000000")]
    public async Task Compressor_options_follow_the_superblock(SquashFsCompressor compressor, int level, string expected)
    {
        var image = await WriteAsync(Folder(), Options with { Compressor = compressor, Level = level });

        Assert.Equal(expected, Convert.ToHexStringLower(image.AsSpan(96, 6)));
    }

    [Theory]
    [InlineData(SquashFsCompressor.Zstd, 15)]
    [InlineData(SquashFsCompressor.Xz, 9)]
    public async Task Default_compressor_options_are_left_out(SquashFsCompressor compressor, int level)
    {
        var image = await WriteAsync(Folder(), Options with { Compressor = compressor, Level = level });

        var flags = BinaryPrimitives.ReadUInt16LittleEndian(image.AsSpan(24));
        var inodeTable = BinaryPrimitives.ReadUInt64LittleEndian(image.AsSpan(64));
        Assert.Equal(0x80, flags);
        Assert.Equal(96UL, inodeTable);
    }

    [Fact]
    public async Task Image_is_padded_to_whole_pages_behind_the_bytes_used()
    {
        var image = await WriteAsync(Everything(), Options);

        var used = (int)BinaryPrimitives.ReadUInt64LittleEndian(image.AsSpan(40));
        Assert.Equal((used + 4095) / 4096 * 4096, image.Length);
        Assert.False(image.AsSpan(used).ContainsAnyExcept((byte)0));
    }

    [Fact]
    public async Task Map_is_the_superblock_and_the_body()
    {
        using var body = new MemoryStream();
        var image = await SquashFsWriter.WriteAsync(new SquashFsTree(Everything()), Options, new MemoryBlobs(), body, Token);
        var blob = Digest.OfBytes(body.ToArray());

        var map = image.Map(blob);

        Assert.Equal(ExtentMap.Concat(ExtentMap.OfBytes(image.Superblock), ExtentMap.OfBlob(blob, image.BodyLength)), map);
        Assert.Equal(body.Length, image.BodyLength);
        Assert.Equal(image.Length, map.Length);
    }

    [Fact]
    public async Task Equal_maps_are_stored_once()
    {
        var blobs = new MemoryBlobs();
        var content = blobs.Add(Noise(1_000_000, 1));
        using var body = new MemoryStream();
        var tree = new SquashFsTree(Folder(("one", File(content)), ("other", File(content.Slice(0, 1_000_000))), ("third", File(content))));

        var image = await SquashFsWriter.WriteAsync(tree, Options, blobs, body, Token);

        Assert.InRange(image.Length, 1_000_000, 1_010_000);
    }

    [Fact]
    public async Task What_does_not_compress_is_stored()
    {
        var image = await WriteAsync(Folder(("noise", File(ExtentMap.OfBytes(Noise(131_072, 1))))), Options);

        Assert.Equal(Noise(131_072, 1), image.AsSpan(96 + 6, 131_072).ToArray());
    }

    [Fact]
    public async Task A_missing_blob_stops_the_work()
    {
        var tree = new SquashFsTree(Folder(
            ("a", File(ExtentMap.OfBytes(HalfNoise(3_000_000, 1)))),
            ("b", File(ExtentMap.OfBlob(Digest.OfBytes("gone"u8), 4)))));

        await Assert.ThrowsAsync<FileNotFoundException>(
            () => SquashFsWriter.WriteAsync(tree, Options, new MemoryBlobs(), Stream.Null, Token));
    }

    [Fact]
    public async Task Cancelling_stops_the_work()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => SquashFsWriter.WriteAsync(new SquashFsTree(Everything()), Options, new MemoryBlobs(), new MemoryStream(), stop.Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\0b")]
    public async Task A_name_that_no_directory_can_have_is_refused(string name) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => WriteAsync(Folder((name, Text("x"))), Options));

    // Not among the rows above: half a surrogate pair does not survive the way to a test runner.
    [Fact]
    public async Task A_name_that_is_not_Unicode_is_refused() =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => WriteAsync(Folder(("\ud800", Text("x"))), Options));

    [Fact]
    public async Task A_name_of_256_bytes_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync(Folder((new string('ü', 128), Text("x"))), Options));

    public static TheoryData<string, SquashFsNode> ImpossibleNodes => new()
    {
        { "mode", Text("x") with { Mode = 0x1000 } },
        { "no target", Link(string.Empty) },
        { "long target", Link(new string('x', 4096)) },
        { "major", Device(isBlock: true, 4096, 0) },
        { "minor", Device(isBlock: true, 0, 1 << 20) },
        { "prefix", Text("x") with { Xattrs = [new SquashFsXattr("system.posix_acl_access", default)] } },
        { "no name", Text("x") with { Xattrs = [new SquashFsXattr("user.", default)] } },
        { "long value", Text("x") with { Xattrs = [new SquashFsXattr("user.x", new byte[65_537])] } },
        { "twice", Text("x") with { Xattrs = [new SquashFsXattr("user.x", default), new SquashFsXattr("user.x", default)] } },
    };

    [Theory]
    [MemberData(nameof(ImpossibleNodes), DisableDiscoveryEnumeration = true)]
    public async Task An_impossible_node_is_refused(string what, SquashFsNode node)
    {
        var fault = await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync(Folder(("n", node)), Options));

        Assert.False(string.IsNullOrEmpty(fault.Message), what);
    }

    public static TheoryData<SquashFsOptions> ImpossibleOptions =>
    [
        Options with { Threads = 0 },
        Options with { BlockSize = 2048 },
        Options with { BlockSize = 2 * 1024 * 1024 },
        Options with { BlockSize = 100_000 },
        Options with { Level = 0 },
        Options with { Level = 23 },
        Options with { Compressor = SquashFsCompressor.Xz, Level = 10 },
        Options with { Compressor = SquashFsCompressor.Lzo },
    ];

    [Theory]
    [MemberData(nameof(ImpossibleOptions), DisableDiscoveryEnumeration = true)]
    public async Task An_impossible_option_is_refused(SquashFsOptions options) =>
        await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync(Folder(), options));
}
