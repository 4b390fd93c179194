using System.Buffers.Binary;
using System.IO.Compression;
using ImageFactory.Formats.Compression;

namespace ImageFactory.Formats.Tests.Compression;

public sealed class GzipCompressStreamTests
{
    private const int Segment = 1024 * 1024;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Segment)]
    [InlineData((11 * Segment) + 1)]
    public async Task Bytes_do_not_depend_on_threads_or_on_the_cut_into_writes(int length)
    {
        var content = Samples.Text(length);

        var expected = await Compressed.GzipAsync(content, new GzipOptions { Level = 1 }, writeLength: length + 1);

        foreach (var (threads, writeLength) in ((int, int)[])[(1, 777_777), (2, 65536), (8, 100_001), (2, length + 1)])
        {
            Assert.Equal(expected, await Compressed.GzipAsync(content, new GzipOptions { Level = 1, Threads = threads }, writeLength));
        }
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    [InlineData(6, Segment - 1)]
    [InlineData(9, Segment)]
    [InlineData(6, Segment + 1)]
    [InlineData(1, 5 * Segment)]
    public async Task Content_comes_back(int level, int length)
    {
        byte[][] contents = [Samples.Text(length), Samples.Noise(length), new byte[length]];

        foreach (var content in contents)
        {
            var compressed = await Compressed.GzipAsync(content, new GzipOptions { Level = level, Threads = 2 });
            Assert.Equal(content, await Compressed.OpenAsync(compressed, CompressionKind.Gzip));
        }
    }

    [Fact]
    public async Task No_content_is_a_member_with_one_empty_block() =>
        Assert.Equal(
            "1F8B08000000000000FF" + "0300" + "00000000" + "00000000",
            Convert.ToHexString(await Compressed.GzipAsync([], new GzipOptions { Level = 6 })));

    // RFC 1952 section 2.3 for header and trailer; a sync flush is an empty stored block, RFC 1951 section 3.2.4.
    [Fact]
    public async Task A_member_has_no_time_in_it_and_ends_with_a_flush_the_last_block_checksum_and_length()
    {
        var content = Samples.Text((2 * Segment) + 5);

        var member = await Compressed.GzipAsync(content, new GzipOptions { Level = 6 });

        Assert.Equal("1F8B08000000000000FF", Convert.ToHexString(member.AsSpan(0, 10)));
        Assert.Equal("0000FFFF" + "0300", Convert.ToHexString(member.AsSpan()[^14..^8]));
        Assert.Equal(Crc32.Compute(content), BinaryPrimitives.ReadUInt32LittleEndian(member.AsSpan()[^8..]));
        Assert.Equal((uint)content.Length, BinaryPrimitives.ReadUInt32LittleEndian(member.AsSpan()[^4..]));
    }

    [Fact]
    public async Task Segments_refer_to_nothing_before_them()
    {
        var segment = Samples.Text(Segment);

        var once = await Compressed.GzipAsync(segment, new GzipOptions { Level = 6 });
        var twice = await Compressed.GzipAsync([.. segment, .. segment], new GzipOptions { Level = 6 });

        var deflated = once[10..^10];
        Assert.Equal([.. deflated, .. deflated], twice[10..^10]);
    }

    [Fact]
    public async Task The_framework_reads_it()
    {
        var content = Samples.Text(3 * Segment);
        await using var gzip = new GZipStream(
            new MemoryStream(await Compressed.GzipAsync(content, new GzipOptions { Level = 6 })), CompressionMode.Decompress);
        using var output = new MemoryStream();

        await gzip.CopyToAsync(output, TestContext.Current.CancellationToken);

        Assert.Equal(content, output.ToArray());
    }

    [Fact]
    public async Task Levels_reach_the_encoder()
    {
        var content = Samples.Text(Segment);

        var fast = await Compressed.GzipAsync(content, new GzipOptions { Level = GzipOptions.LowestLevel });
        var dense = await Compressed.GzipAsync(content, new GzipOptions { Level = GzipOptions.HighestLevel });

        Assert.InRange(dense.Length, 1, fast.Length - 1);
    }

    [Fact]
    public async Task A_stream_that_was_not_completed_is_refused_by_readers()
    {
        using var output = new MemoryStream();
        await using (var gzip = new GzipCompressStream(output, new GzipOptions { Level = 1 }, leaveOpen: true))
        {
            await gzip.WriteAsync(Samples.Text(8 * Segment), TestContext.Current.CancellationToken);
        }

        await Assert.ThrowsAsync<InvalidDataException>(() => Compressed.OpenAsync(output.ToArray(), CompressionKind.Gzip));
    }

    [Fact]
    public async Task A_bounded_number_of_segments_waits_to_be_written()
    {
        using var output = new MemoryStream();
        await using var gzip = new GzipCompressStream(output, new GzipOptions { Level = 1, Threads = 2 }, leaveOpen: true);

        await gzip.WriteAsync(Samples.Noise(10 * Segment), TestContext.Current.CancellationToken);

        // Two for each thread; noise takes its own length and a little.
        Assert.InRange(output.Length, 6 * Segment, 7 * Segment);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task A_failed_write_is_told_and_leaves_what_readers_refuse_even_when_completed(int failingWrite)
    {
        using var output = new FailingOnceStream(failingWrite);
        await using (var gzip = new GzipCompressStream(output, new GzipOptions { Level = 1, Threads = 2 }, leaveOpen: true))
        {
            await Assert.ThrowsAsync<IOException>(
                async () => await gzip.WriteAsync(Samples.Text(10 * Segment), TestContext.Current.CancellationToken));
            await gzip.CompleteAsync(TestContext.Current.CancellationToken);
        }

        await Assert.ThrowsAsync<InvalidDataException>(() => Compressed.OpenAsync(output.ToArray(), CompressionKind.Gzip));
    }

    [Fact]
    public async Task Cancellation_ends_a_write()
    {
        await using var gzip = new GzipCompressStream(new MemoryStream(), new GzipOptions { Level = 1 });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await gzip.WriteAsync(Samples.Text(10 * Segment), new CancellationToken(canceled: true)));
    }

    /// <summary>A destination that one write does not reach.</summary>
    private sealed class FailingOnceStream(int failingWrite) : MemoryStream
    {
        private int _writes;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            ++_writes == failingWrite ? throw new IOException("No room.") : base.WriteAsync(buffer, cancellationToken);
    }
}
