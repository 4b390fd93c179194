using ImageFactory.Formats.Compression;

namespace ImageFactory.Formats.Tests.Compression;

public sealed class CompressStreamTests
{
    // Level 1 cuts jobs of 2 MiB: content at, below and above whole jobs.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300_000)]
    [InlineData(4 * 1024 * 1024)]
    [InlineData((6 * 1024 * 1024) + 1)]
    public async Task Zstd_bytes_do_not_depend_on_threads_or_on_the_cut_into_writes(int length)
    {
        var content = Samples.Text(length);

        var expected = await Compressed.ZstdAsync(content, new ZstdOptions { Level = 1 }, writeLength: length + 1);

        foreach (var (threads, writeLength) in ((int, int)[])[(1, 777_777), (2, 65536), (8, 100_001), (2, length + 1)])
        {
            var options = new ZstdOptions { Level = 1, Threads = threads };
            Assert.Equal(expected, await Compressed.ZstdAsync(content, options, writeLength));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1024 * 1024)]
    [InlineData((3 * 1024 * 1024) + 1)]
    public async Task Xz_bytes_do_not_depend_on_threads_or_on_the_cut_into_writes(int length)
    {
        var content = Samples.Text(length);
        var single = new XzOptions { Preset = 0, BlockSize = 512 * 1024 };

        var expected = await Compressed.XzAsync(content, single, writeLength: length + 1);

        foreach (var (threads, writeLength) in ((int, int)[])[(1, 777_777), (2, 65536), (8, 100_001), (2, length + 1)])
        {
            Assert.Equal(expected, await Compressed.XzAsync(content, single with { Threads = threads }, writeLength));
        }
    }

    [Theory]
    [InlineData(CompressionKind.Zstd)]
    [InlineData(CompressionKind.Xz)]
    [InlineData(CompressionKind.Gzip)]
    public async Task Synchronous_writes_give_the_same_bytes(CompressionKind kind)
    {
        var content = Samples.Text(5_000_000);
        using var output = new MemoryStream();
        await using (var stream = Compressed.Open(kind, output))
        {
            WriteSynchronously(stream, content);
            await stream.CompleteAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(await Compressed.OfAsync(kind, content), output.ToArray());
    }

    [Fact]
    public async Task A_checksum_takes_four_bytes_of_a_zstd_frame()
    {
        var content = Samples.Text(5000);

        var with = await Compressed.ZstdAsync(content, new ZstdOptions { Level = 3 });
        var without = await Compressed.ZstdAsync(content, new ZstdOptions { Level = 3, Checksum = false });

        Assert.Equal(with.Length - 4, without.Length);
    }

    [Fact]
    public async Task A_stream_that_was_not_completed_is_refused_by_readers()
    {
        using var output = new MemoryStream();
        await using (var zstd = new ZstdCompressStream(output, new ZstdOptions { Level = 3 }, leaveOpen: true))
        {
            await zstd.WriteAsync(Samples.Text(3 * 1024 * 1024), TestContext.Current.CancellationToken);
        }

        await Assert.ThrowsAsync<InvalidDataException>(() => Compressed.OpenAsync(output.ToArray(), CompressionKind.Zstd));
    }

    [Theory]
    [InlineData(CompressionKind.Zstd)]
    [InlineData(CompressionKind.Xz)]
    [InlineData(CompressionKind.Gzip)]
    public async Task Nothing_is_written_behind_the_end(CompressionKind kind)
    {
        using var output = new MemoryStream();
        await using var stream = Compressed.Open(kind, output);
        await stream.CompleteAsync(TestContext.Current.CancellationToken);
        var length = output.Length;

        await stream.CompleteAsync(TestContext.Current.CancellationToken);

        Assert.Throws<InvalidOperationException>(() => stream.Write([1]));
        Assert.Equal(length, output.Length);
    }

    [Fact]
    public async Task The_destination_is_closed_unless_it_is_to_stay_open()
    {
        var closed = new MemoryStream();
        var open = new MemoryStream();

        await new GzipCompressStream(closed, new GzipOptions { Level = 1 }).DisposeAsync();
        await new XzCompressStream(open, new XzOptions { Preset = 0 }, leaveOpen: true).DisposeAsync();

        Assert.False(closed.CanWrite);
        Assert.True(open.CanWrite);
    }

    [Fact]
    public void Options_out_of_range_are_our_bug()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ZstdOptions { Level = 23 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ZstdOptions { Level = 3, Threads = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GzipOptions { Level = 10 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GzipOptions { Level = 6, Threads = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new XzOptions { Preset = 10 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new XzOptions { Preset = 0, BlockSize = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new XzOptions { Preset = 0, Threads = 0 });
    }

    private static void WriteSynchronously(Stream stream, byte[] content) => stream.Write(content);
}
