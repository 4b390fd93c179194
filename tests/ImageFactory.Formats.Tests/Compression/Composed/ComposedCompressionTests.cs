using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text.Json;
using ImageFactory.Formats.Compression;
using ImageFactory.Formats.Compression.Composed;
using ImageFactory.Formats.Extents;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Compression.Composed;

public sealed class ComposedCompressionTests
{
    private const int Mebibyte = SampleImage.Mebibyte;

    private readonly MemoryBlobs _blobs = new();

    public static TheoryData<CompressionKind> Kinds => [CompressionKind.Gzip, CompressionKind.Xz, CompressionKind.Zstd];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Content_comes_back(CompressionKind kind)
    {
        var image = SampleImage.Create(_blobs, "first");

        var composed = await ComposeAsync(image, Fast(kind), new MemorySegments(_blobs));

        Assert.Equal(await MapBytes.ReadAsync(image, _blobs), await Compressed.OpenAsync(await MapBytes.ReadAsync(composed, _blobs), kind));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task No_content_comes_back_as_none(CompressionKind kind)
    {
        var composed = await ComposeAsync(ExtentMap.Empty, Fast(kind), new MemorySegments(_blobs));

        Assert.Empty(await Compressed.OpenAsync(await MapBytes.ReadAsync(composed), kind));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Bytes_do_not_depend_on_threads(CompressionKind kind)
    {
        var image = SampleImage.Create(_blobs, "first");

        var one = await ComposeAsync(image, Fast(kind), new MemorySegments(_blobs));
        var four = await ComposeAsync(image, Fast(kind) with { Threads = 4 }, new MemorySegments(_blobs));

        Assert.Equal(one, four);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_second_image_is_composed_without_reading_what_it_shares_with_the_first(CompressionKind kind)
    {
        var segments = new MemorySegments(_blobs);
        await ComposeAsync(SampleImage.Create(_blobs, "first"), Fast(kind), segments);
        var image = SampleImage.Create(_blobs, "the second one");
        var kept = segments.Keys.Count;
        var counting = new CountingBlobs(_blobs);

        var composed = await ComposedCompression.ComposeAsync(
            image, Fast(kind), segments, counting, progress: null, TestContext.Current.CancellationToken);

        // The short run of the firmware is less to compress than to keep.
        Assert.Equal(kept, segments.Keys.Count);
        Assert.Equal(1, counting.Opened);
        Assert.Equal(await ComposeAsync(image, Fast(kind), new MemorySegments(_blobs)), composed);
    }

    [Fact]
    public async Task Another_run_of_a_blob_shares_what_is_in_both()
    {
        var kernel = _blobs.Add(SampleImage.Kernel);
        var segments = new MemorySegments(_blobs);
        await ComposeAsync(kernel, Fast(CompressionKind.Zstd), segments);

        // The blob is cut at 4 and 8 MiB.
        await ComposeAsync(kernel.Slice(1234, (8 * Mebibyte) + 100_000), Fast(CompressionKind.Zstd), segments);

        Assert.Equal(3 + 2, segments.Keys.Count);
    }

    [Fact]
    public async Task Parts_of_a_table_that_did_not_change_are_shared()
    {
        var table = Samples.Text(Mebibyte);
        var segments = new MemorySegments(_blobs);
        await ComposeAsync(ExtentMap.OfBytes(table), Fast(CompressionKind.Xz), segments);
        var changed = (byte[])[.. table];
        changed[^1] ^= 1;

        await ComposeAsync(ExtentMap.OfBytes(changed), Fast(CompressionKind.Xz), segments);

        Assert.Equal(4 + 1, segments.Keys.Count);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Zeros_cost_the_same_however_many_they_are(CompressionKind kind)
    {
        var segments = new MemorySegments(_blobs);

        var composed = await ComposeAsync(ExtentMap.OfZeros(100L * 1024 * Mebibyte), ComposedOptions.Of(kind), segments);

        Assert.Single(segments.Keys);
        Assert.InRange(composed.Length, 1, 110L * Mebibyte);
    }

    [Fact]
    public async Task The_length_in_a_gzip_member_is_modulo_two_to_the_32_and_its_checksum_covers_all()
    {
        var composed = await ComposeAsync(
            ExtentMap.OfZeros((4096L * Mebibyte) + Mebibyte), Fast(CompressionKind.Gzip), new MemorySegments(_blobs));

        // RFC 1952 section 2.3.1.
        var trailer = await MapBytes.ReadAsync(composed.Slice(composed.Length - 8, 8), _blobs);
        var crc = Crc32.Compute(new byte[Mebibyte]);
        Assert.Equal(Enumerable.Repeat(crc, 4096).Aggregate(crc, (whole, next) => Crc32.Combine(whole, next, Mebibyte)), BinaryPrimitives.ReadUInt32LittleEndian(trailer));
        Assert.Equal((uint)Mebibyte, BinaryPrimitives.ReadUInt32LittleEndian(trailer.AsSpan(4)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_does_not_compress_grows_by_less_than_a_thousandth(CompressionKind kind)
    {
        var composed = await ComposeAsync(_blobs.Add(SampleImage.Kernel), Fast(kind), new MemorySegments(_blobs));

        Assert.InRange(composed.Length, SampleImage.Kernel.Length, SampleImage.Kernel.Length * 1.001);
    }

    [Theory]
    [InlineData(CompressionKind.Gzip, 1, 9)]
    [InlineData(CompressionKind.Xz, 0, 6)]
    [InlineData(CompressionKind.Zstd, 1, 18)]
    public async Task Levels_reach_the_codec(CompressionKind kind, int low, int high)
    {
        var firmware = _blobs.Add(SampleImage.Firmware.AsMemory(0, Mebibyte));

        var fast = await ComposeAsync(firmware, new ComposedOptions(kind, low), new MemorySegments(_blobs));
        var dense = await ComposeAsync(firmware, new ComposedOptions(kind, high), new MemorySegments(_blobs));

        Assert.InRange(dense.Length, 1, fast.Length - 1);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_composed_stream_is_a_small_recipe_that_comes_back(CompressionKind kind)
    {
        var composed = await ComposeAsync(SampleImage.Create(_blobs, "first"), Fast(kind), new MemorySegments(_blobs));

        var document = ExtentMapDocument.ToBytes(composed);

        Assert.InRange(document.Length, 1, 6000);
        using var json = JsonDocument.Parse(document);
        Assert.Equal(composed, ExtentMapDocument.Read(json.RootElement, FormatContents.All));
    }

    [Fact]
    public async Task Progress_counts_content_to_its_end()
    {
        var image = SampleImage.Create(_blobs, "first");
        var progress = new Reports();

        await ComposedCompression.ComposeAsync(
            image,
            Fast(CompressionKind.Zstd) with { Threads = 3 },
            new MemorySegments(_blobs),
            _blobs,
            progress,
            TestContext.Current.CancellationToken);

        Assert.Equal(progress.Values.Order(), progress.Values);
        Assert.Equal(image.Length, progress.Values.Last());
    }

    [Fact]
    public async Task A_segment_that_is_kept_under_the_wrong_key_is_refused()
    {
        var segments = new WrongSegments(_blobs.Add(new byte[10]));

        var exception = await Assert.ThrowsAsync<InvalidDataException>(
            () => ComposeAsync(ExtentMap.OfZeros(Mebibyte), Fast(CompressionKind.Zstd), segments));

        Assert.Contains("has 5 bytes of content; expected were 1048576", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_blob_is_told()
    {
        var image = ExtentMap.OfBlob(Digest.OfBytes([1]), Mebibyte);

        await Assert.ThrowsAsync<FileNotFoundException>(() => ComposeAsync(image, Fast(CompressionKind.Zstd), new MemorySegments(_blobs)));
    }

    [Fact]
    public async Task Cancellation_ends_the_work() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ComposedCompression.ComposeAsync(
            SampleImage.Create(_blobs, "first"),
            Fast(CompressionKind.Zstd),
            new MemorySegments(_blobs),
            _blobs,
            progress: null,
            new CancellationToken(canceled: true)));

    private static ComposedOptions Fast(CompressionKind kind) => new(kind, kind == CompressionKind.Xz ? 0 : 1);

    private Task<ExtentMap> ComposeAsync(ExtentMap content, ComposedOptions options, ISegmentStore segments) =>
        ComposedCompression.ComposeAsync(content, options, segments, _blobs, progress: null, TestContext.Current.CancellationToken);

    private sealed class Reports : IProgress<long>
    {
        public ConcurrentQueue<long> Values { get; } = new();

        public void Report(long value) => Values.Enqueue(value);
    }

    private sealed class WrongSegments(ExtentMap bytes) : ISegmentStore
    {
        public Task<CompressedSegment> GetOrAddAsync(SegmentKey key, SegmentWriter compress, CancellationToken cancellationToken) =>
            Task.FromResult(new CompressedSegment(new SegmentNote(5, 0, 0), bytes));
    }
}
