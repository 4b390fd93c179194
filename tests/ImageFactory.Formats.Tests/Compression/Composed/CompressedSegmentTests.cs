using ImageFactory.Formats.Compression;
using ImageFactory.Formats.Compression.Composed;
using ImageFactory.Formats.Extents;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Compression.Composed;

public sealed class CompressedSegmentTests
{
    private readonly MemoryBlobs _blobs = new();

    public static TheoryData<CompressionKind> Kinds => ComposedCompressionTests.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_sound_segment_is_known_by_decompressing_it(CompressionKind kind)
    {
        foreach (var content in (byte[][])[SampleImage.Firmware, SampleImage.Kernel, new byte[SampleImage.Mebibyte]])
        {
            Assert.True(await IsSoundAsync(await CompressAsync(kind, content), kind));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_damaged_segment_is_noticed(CompressionKind kind)
    {
        foreach (var content in (byte[][])[SampleImage.Firmware, SampleImage.Kernel])
        {
            var segment = await CompressAsync(kind, content);
            var bytes = await MapBytes.ReadAsync(segment.Bytes, _blobs);
            foreach (var position in (int[])[0, 9, bytes.Length / 2, bytes.Length - 1])
            {
                var damaged = (byte[])[.. bytes];
                damaged[position] ^= 0x11;
                Assert.False(await IsSoundAsync(segment with { Bytes = _blobs.Add(damaged) }, kind), $"A change of byte {position} was not noticed.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_segment_that_is_cut_off_is_noticed(CompressionKind kind)
    {
        var segment = await CompressAsync(kind, SampleImage.Firmware);

        Assert.False(await IsSoundAsync(segment with { Bytes = segment.Bytes.Slice(0, segment.Bytes.Length - 8) }, kind));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_note_that_tells_of_other_content_is_noticed(CompressionKind kind)
    {
        var segment = await CompressAsync(kind, SampleImage.Firmware);
        var note = segment.Note;

        Assert.False(await IsSoundAsync(segment with { Note = note with { ContentCrc = note.ContentCrc ^ 1 } }, kind));
        Assert.False(await IsSoundAsync(segment with { Note = note with { ContentLength = note.ContentLength - 1 } }, kind));
        Assert.False(await IsSoundAsync(segment with { Note = note with { ContentLength = note.ContentLength + 1 } }, kind));
    }

    [Fact]
    public void A_note_comes_back()
    {
        var note = new SegmentNote(4_194_304, 0xCBF43926, 3);

        Assert.Equal("0000400000000000" + "2639F4CB" + "03", Convert.ToHexString(note.ToBytes()));
        Assert.Equal(note, SegmentNote.Read(note.ToBytes()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000400000000000" + "2639F4CB")]
    [InlineData("0000400000000000" + "2639F4CB" + "0300")]
    [InlineData("0000400000000000" + "2639F4CB" + "04")]
    [InlineData("0000000000000000" + "2639F4CB" + "00")]
    [InlineData("00000000000000FF" + "2639F4CB" + "00")]
    [InlineData("0000000001000000" + "2639F4CB" + "00")]
    public void A_damaged_note_is_refused(string note) =>
        Assert.Throws<InvalidDataException>(() => SegmentNote.Read(Convert.FromHexString(note)));

    [Theory]
    [InlineData(CompressionKind.None, 1)]
    [InlineData(CompressionKind.Gzip, 0)]
    [InlineData(CompressionKind.Gzip, 10)]
    [InlineData(CompressionKind.Xz, -1)]
    [InlineData(CompressionKind.Xz, 10)]
    [InlineData(CompressionKind.Zstd, 0)]
    [InlineData(CompressionKind.Zstd, 20)]
    public void A_level_that_cannot_be_composed_is_our_bug(CompressionKind kind, int level) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ComposedOptions(kind, level));

    [Theory]
    [InlineData(CompressionKind.Gzip, "Gzip 6")]
    [InlineData(CompressionKind.Xz, "Xz 0")]
    [InlineData(CompressionKind.Zstd, "Zstd 18")]
    public void What_determines_the_bytes_is_named(CompressionKind kind, string level)
    {
        var identity = ComposedOptions.Of(kind).Identity;

        Assert.Contains($" {level} libzstd {CodecLibraries.Zstd}", identity, StringComparison.Ordinal);
        Assert.Equal(kind == CompressionKind.Xz, identity.EndsWith($" liblzma {CodecLibraries.Lzma}", StringComparison.Ordinal));
        Assert.Equal(kind == CompressionKind.Gzip, identity.EndsWith($" zlib of {CodecLibraries.Zlib}", StringComparison.Ordinal));
    }

    [Fact]
    public void Threads_do_not_determine_the_bytes() =>
        Assert.Equal(
            ComposedOptions.Of(CompressionKind.Xz).Identity, (ComposedOptions.Of(CompressionKind.Xz) with { Threads = 7 }).Identity);

    private static ComposedOptions Fast(CompressionKind kind) => new(kind, kind == CompressionKind.Xz ? 0 : 1);

    private async Task<CompressedSegment> CompressAsync(CompressionKind kind, byte[] content)
    {
        var only = new LastSegment(new MemorySegments(_blobs));
        var map = _blobs.Add(content.AsMemory(0, Math.Min(content.Length, SampleImage.Mebibyte)));
        await ComposedCompression.ComposeAsync(map, Fast(kind), only, _blobs, progress: null, TestContext.Current.CancellationToken);
        return Assert.IsType<CompressedSegment>(only.Segment);
    }

    private Task<bool> IsSoundAsync(CompressedSegment segment, CompressionKind kind) =>
        ComposedCompression.IsSoundAsync(segment, Fast(kind), _blobs, TestContext.Current.CancellationToken);

    private sealed class LastSegment(ISegmentStore segments) : ISegmentStore
    {
        public CompressedSegment? Segment { get; private set; }

        public async Task<CompressedSegment> GetOrAddAsync(SegmentKey key, SegmentWriter compress, CancellationToken cancellationToken) =>
            Segment = await segments.GetOrAddAsync(key, compress, cancellationToken);
    }
}
