using ImageFactory.Formats.Extents;
using ImageFactory.Formats.SquashFs;
using static ImageFactory.Formats.Tests.SquashFs.SampleTree;

namespace ImageFactory.Formats.Tests.SquashFs;

/// <summary>Content that comes as a stream before the tree is known.</summary>
public sealed class SquashFsStreamTests
{
    private const int Block = 4096;

    private static readonly SquashFsOptions SmallBlocks = Options with { BlockSize = Block };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Block - 1)]
    [InlineData(Block)]
    [InlineData(Block + 1)]
    [InlineData(7 * Block)]
    [InlineData(7 * Block + 17)]
    public async Task A_streamed_file_reads_back(int length)
    {
        var content = HalfNoise(length, length);

        var image = await StreamedImage.WriteAsync(SmallBlocks, ("file", content));

        Assert.Equal(content, await ReadFileAsync(image, "file"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(Block - 1)]
    [InlineData(3 * Block)]
    [InlineData(3 * Block + 17)]
    public async Task A_stream_gives_the_bytes_that_a_map_gives(int length)
    {
        var content = HalfNoise(length, length);

        var streamed = await StreamedImage.WriteAsync(SmallBlocks, ("file", content));
        var mapped = await WriteAsync(Folder(("file", File(ExtentMap.OfBytes(content)))), SmallBlocks);

        Assert.Equal(mapped, streamed);
    }

    [Theory]
    [InlineData(SquashFsCompressor.Zstd, 9)]
    [InlineData(SquashFsCompressor.Xz, 0)]
    public async Task Any_number_of_threads_gives_the_same_bytes(SquashFsCompressor compressor, int level)
    {
        var options = SmallBlocks with { Compressor = compressor, Level = level };
        (string, byte[])[] files = [.. Enumerable.Range(0, 20).Select(number => ($"{number:00}", HalfNoise(number * 2_500, number)))];

        var one = await StreamedImage.WriteAsync(options with { Threads = 1 }, files);
        var two = await StreamedImage.WriteAsync(options with { Threads = 2 }, files);
        var eight = await StreamedImage.WriteAsync(options with { Threads = 8 }, files);

        Assert.Equal(one, two);
        Assert.Equal(one, eight);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1, 4095, 4096, 4097, 3)]
    [InlineData(100_000)]
    public async Task How_the_stream_delivers_does_not_matter(params int[] chunks)
    {
        var content = HalfNoise(5 * Block + 99, 1);

        var chunked = await StreamedImage.WriteAsync(
            SmallBlocks, async writer => Folder(("file", StreamedImage.File(await writer.WriteContentAsync(new ChunkedStream(content, chunks), Token)))));

        Assert.Equal(await StreamedImage.WriteAsync(SmallBlocks, ("file", content)), chunked);
    }

    [Fact]
    public async Task A_stream_is_read_from_where_it_stands()
    {
        var image = await StreamedImage.WriteAsync(SmallBlocks, async writer =>
        {
            using var stream = new MemoryStream([1, 2, 3, 4]) { Position = 2 };
            return Folder(("file", StreamedImage.File(await writer.WriteContentAsync(stream, Token))));
        });

        Assert.Equal([3, 4], await ReadFileAsync(image, "file"));
    }

    [Fact]
    public async Task Blocks_of_zeros_become_holes()
    {
        byte[] content = [.. Noise(Block, 1), .. new byte[200 * Block], .. Noise(Block, 2), .. new byte[100]];

        var image = await StreamedImage.WriteAsync(SmallBlocks, ("file", content));

        Assert.InRange(image.Length, 2 * Block, 4 * Block);
        Assert.Equal(content, await ReadFileAsync(image, "file"));
    }

    [Fact]
    public async Task Two_files_of_one_content_are_stored_once()
    {
        var content = Noise(50 * Block + 100, 1);

        var image = await StreamedImage.WriteAsync(SmallBlocks, async writer =>
        {
            var written = await writer.WriteContentAsync(new MemoryStream(content), Token);
            return Folder(("a", StreamedImage.File(written)), ("b", Folder(("c", StreamedImage.File(written)))));
        });

        Assert.InRange(image.Length, content.Length, content.Length + 2 * Block);
        Assert.Equal(content, await ReadFileAsync(image, "a"));
        Assert.Equal(content, await ReadFileAsync(image, "b/c"));
    }

    [Fact]
    public async Task Streams_and_maps_go_together()
    {
        var blobs = new MemoryBlobs();
        var mapped = HalfNoise(3 * Block + 5, 1);
        var streamed = HalfNoise(2 * Block + 6, 2);
        var map = blobs.Add(mapped);

        var image = await StreamedImage.WriteAsync(
            SmallBlocks,
            async writer => Folder(
                ("a", File(map)),
                ("b", StreamedImage.File(await writer.WriteContentAsync(new MemoryStream(streamed), Token))),
                ("c", File(map)),
                ("d", Text("small"))),
            blobs);

        Assert.Equal(mapped, await ReadFileAsync(image, "a"));
        Assert.Equal(streamed, await ReadFileAsync(image, "b"));
        Assert.Equal(mapped, await ReadFileAsync(image, "c"));
        Assert.Equal("small"u8.ToArray(), await ReadFileAsync(image, "d"));
    }

    [Fact]
    public async Task Content_that_no_file_has_does_no_harm()
    {
        var image = await StreamedImage.WriteAsync(SmallBlocks, async writer =>
        {
            await writer.WriteContentAsync(new MemoryStream(HalfNoise(2 * Block + 9, 1)), Token);
            return Folder(("file", StreamedImage.File(await writer.WriteContentAsync(new MemoryStream([7]), Token))));
        });

        Assert.Equal([7], await ReadFileAsync(image, "file"));
    }

    [Fact]
    public async Task Length_of_the_content_is_known_once_it_is_written()
    {
        await using var writer = await SquashFsWriter.CreateAsync(SmallBlocks, Stream.Null, Token);

        var content = await writer.WriteContentAsync(new MemoryStream(new byte[3 * Block + 1]), Token);

        Assert.Equal(3 * Block + 1, content.Length);
        Assert.Null(content.Map);
    }

    [Fact]
    public async Task A_stream_that_breaks_is_told_as_it_broke()
    {
        await using var writer = await SquashFsWriter.CreateAsync(SmallBlocks, Stream.Null, Token);
        var broken = new ChunkedStream(HalfNoise(30 * Block + 1, 1), [1000], new InvalidDataException("broken"));

        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => writer.WriteContentAsync(broken, Token));

        Assert.Equal("broken", fault.Message);
    }

    private static async Task<byte[]> ReadFileAsync(byte[] image, string path)
    {
        await using var reader = await OpenAsync(image);
        return await ReadAsync(reader, reader.Find(path)!);
    }
}
