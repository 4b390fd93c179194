using System.Diagnostics;
using ImageFactory.Formats.Compression;

namespace ImageFactory.Formats.Tests.Compression;

public sealed class DecompressionTests
{
    public static TheoryData<CompressionKind> Kinds => [CompressionKind.Gzip, CompressionKind.Xz, CompressionKind.Zstd];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Content_comes_back(CompressionKind kind)
    {
        var content = Samples.Text(700_001);

        var compressed = await Compressed.OfAsync(kind, content);

        Assert.Equal(content, await Compressed.OpenAsync(compressed, kind));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task No_content_comes_back(CompressionKind kind) =>
        Assert.Empty(await Compressed.OpenAsync(await Compressed.OfAsync(kind, []), kind));

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Frames_that_follow_each_other_are_one_content(CompressionKind kind)
    {
        byte[] compressed =
        [
            .. await Compressed.OfAsync(kind, Samples.Text(200_000, 1)),
            .. await Compressed.OfAsync(kind, []),
            .. await Compressed.OfAsync(kind, Samples.Text(300_000, 2)),
        ];

        var content = await Compressed.OpenAsync(compressed, kind);

        Assert.Equal([.. Samples.Text(200_000, 1), .. Samples.Text(300_000, 2)], content);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Content_is_read_synchronously_and_in_small_pieces_too(CompressionKind kind)
    {
        var content = Samples.Text(5000);
        var compressed = new MemoryStream(await Compressed.OfAsync(kind, content));
        using var stream = Decompression.Open(compressed, kind, Compressed.Generous);

        var back = ReadSynchronously(stream, content.Length, 7);

        Assert.Equal(content, back);
        Assert.Equal(-1, stream.ReadByte());
        Assert.Equal(-1, stream.ReadByte());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_cut_is_refused(CompressionKind kind)
    {
        var compressed = await Compressed.OfAsync(kind, Samples.Text(300));

        for (var length = 0; length < compressed.Length; length++)
        {
            await Assert.ThrowsAsync<InvalidDataException>(() => Compressed.OpenAsync(compressed[..length], kind));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_cut_in_the_middle_of_long_content_is_refused(CompressionKind kind)
    {
        var compressed = await Compressed.OfAsync(kind, Samples.Text(2_000_000));

        await Assert.ThrowsAsync<InvalidDataException>(() => Compressed.OpenAsync(compressed[..^9], kind));
        await Assert.ThrowsAsync<InvalidDataException>(() => Compressed.OpenAsync(compressed[..(compressed.Length / 2)], kind));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_changed_byte_is_refused_or_does_not_matter(CompressionKind kind)
    {
        var content = Samples.Text(2000);
        var compressed = await Compressed.OfAsync(kind, content);
        var refused = 0;

        for (var index = 0; index < compressed.Length; index++)
        {
            compressed[index] ^= 0x21;
            try
            {
                Assert.Equal(content, await Compressed.OpenAsync(compressed, kind));
            }
            catch (InvalidDataException)
            {
                refused++;
            }

            compressed[index] ^= 0x21;
        }

        Assert.InRange(refused, compressed.Length - 20, compressed.Length);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Noise_is_refused(CompressionKind kind) =>
        await Assert.ThrowsAsync<InvalidDataException>(() => Compressed.OpenAsync(Samples.Noise(100_000), kind));

    [Theory]
    [InlineData(CompressionKind.None)]
    [InlineData(CompressionKind.Gzip)]
    [InlineData(CompressionKind.Xz)]
    [InlineData(CompressionKind.Zstd)]
    public async Task Content_over_the_limit_is_refused_and_content_at_the_limit_is_not(CompressionKind kind)
    {
        var compressed = await Compressed.OfAsync(kind, Samples.Text(50_000));
        var limits = Compressed.Generous with { MaxBytes = 50_000 };

        Assert.Equal(50_000, (await Compressed.OpenAsync(compressed, kind, limits)).Length);
        var exception = await Assert.ThrowsAsync<InvalidDataException>(
            () => Compressed.OpenAsync(compressed, kind, limits with { MaxBytes = 49_999 }));

        Assert.Equal("The content is longer than the limit of 49999 bytes.", exception.Message);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_bomb_is_refused_before_it_goes_off(CompressionKind kind)
    {
        var bomb = await Compressed.OfAsync(kind, new byte[64 * 1024 * 1024]);
        await using var stream = Decompression.Open(
            new MemoryStream(bomb), kind, Compressed.Generous with { MaxRatio = 100 });
        var watch = Stopwatch.StartNew();
        var taken = 0L;
        var buffer = new byte[65536];

        var exception = await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            int count;
            while ((count = await stream.ReadAsync(buffer, TestContext.Current.CancellationToken)) > 0)
            {
                taken += count;
            }
        });

        Assert.Contains("more than 100 times", exception.Message, StringComparison.Ordinal);
        Assert.InRange(taken, 1024 * 1024, 40 * 1024 * 1024);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_zstd_window_of_more_than_128_MiB_is_refused()
    {
        // RFC 8878 section 3.1.1: magic, descriptor without single segment, window descriptor, one last raw block of one byte.
        // Window descriptor: exponent in the upper five bits above 10, so 0x88 is 128 MiB and 0x90 is 256 MiB.
        byte[] accepted = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x88, 0x09, 0x00, 0x00, 0x41];
        byte[] refused = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x90, 0x09, 0x00, 0x00, 0x41];

        Assert.Equal("A"u8.ToArray(), await Compressed.OpenAsync(accepted, CompressionKind.Zstd));
        await Assert.ThrowsAsync<InvalidDataException>(() => Compressed.OpenAsync(refused, CompressionKind.Zstd));
    }

    [Fact]
    public async Task An_xz_dictionary_of_more_than_128_MiB_is_refused()
    {
        var compressed = await Compressed.OfAsync(CompressionKind.Xz, Samples.Text(3000));

        var exception = await Assert.ThrowsAsync<InvalidDataException>(
            () => Compressed.OpenAsync(XzHeaders.WithDictionary(compressed, 40), CompressionKind.Xz));

        Assert.Contains("dictionary is too large", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("28B52FFD0058", CompressionKind.Zstd)]
    [InlineData("5A2A4D180400", CompressionKind.Zstd)]
    [InlineData("FD377A585A00", CompressionKind.Xz)]
    [InlineData("1F8B0800", CompressionKind.Gzip)]
    [InlineData("303730373031", CompressionKind.None)]
    [InlineData("28B52F", CompressionKind.None)]
    [InlineData("", CompressionKind.None)]
    public void Compression_is_known_by_its_magic(string head, CompressionKind kind) =>
        Assert.Equal(kind, Decompression.Detect(Convert.FromHexString(head)));

    [Theory]
    [InlineData(CompressionKind.None)]
    [InlineData(CompressionKind.Gzip)]
    [InlineData(CompressionKind.Xz)]
    [InlineData(CompressionKind.Zstd)]
    public async Task A_stream_is_opened_as_its_first_bytes_say(CompressionKind kind)
    {
        var content = Samples.Text(1000);
        var source = new MemoryStream(await Compressed.OfAsync(kind, content));

        await using var stream = await Decompression.OpenDetectedAsync(
            source, Compressed.Generous, leaveOpen: true, TestContext.Current.CancellationToken);

        var back = new byte[content.Length];
        await stream.ReadExactlyAsync(back, TestContext.Current.CancellationToken);
        Assert.Equal(content, back);
    }

    [Fact]
    public async Task The_source_is_closed_unless_it_is_to_stay_open()
    {
        var closed = new MemoryStream();
        var open = new MemoryStream();

        await Decompression.Open(closed, CompressionKind.Zstd, Compressed.Generous).DisposeAsync();
        await Decompression.Open(open, CompressionKind.Zstd, Compressed.Generous, leaveOpen: true).DisposeAsync();

        Assert.False(closed.CanRead);
        Assert.True(open.CanRead);
    }

    private static byte[] ReadSynchronously(Stream stream, int length, int step)
    {
        var content = new byte[length];
        for (var position = 0; position < length; position += step)
        {
            stream.ReadExactly(content, position, Math.Min(step, length - position));
        }

        return content;
    }
}
