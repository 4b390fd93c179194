using ImageFactory.Formats.Compression;

namespace ImageFactory.Formats.Tests.Compression;

public sealed class BlockCodecTests
{
    private const int BlockSize = 128 * 1024;

    public static TheoryData<string> Codecs => ["zstd", "xz", "zlib"];

    [Theory]
    [MemberData(nameof(Codecs))]
    public void A_block_comes_back(string name)
    {
        using var codec = Create(name);
        var block = Samples.Text(BlockSize);

        var compressed = Compress(codec, block);

        Assert.True(compressed.Length < block.Length / 2);
        var back = new byte[BlockSize];
        Assert.Equal(block.Length, codec.Decompress(compressed, back));
        Assert.Equal(block, back);
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void A_short_block_comes_back_into_a_large_destination(string name)
    {
        using var codec = Create(name);
        var block = Samples.Text(77);

        var compressed = Compress(codec, block);

        var back = new byte[BlockSize];
        Assert.Equal(block.Length, codec.Decompress(compressed, back));
        Assert.Equal(block, back[..block.Length]);
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void A_block_that_does_not_fit_is_better_stored(string name)
    {
        using var codec = Create(name);
        var block = Samples.Noise(BlockSize);

        var fits = codec.TryCompress(block, new byte[BlockSize - 1], out var written);

        Assert.False(fits);
        Assert.Equal(0, written);
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void What_was_compressed_before_does_not_change_the_bytes(string name)
    {
        using var used = Create(name);
        using var fresh = Create(name);
        for (var seed = 2; seed < 6; seed++)
        {
            Compress(used, Samples.Text(BlockSize - seed, seed));
        }

        var block = Samples.Text(BlockSize);

        Assert.Equal(Compress(fresh, block), Compress(used, block));
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void A_failure_does_not_harm_the_next_block(string name)
    {
        using var codec = Create(name);
        var block = Samples.Text(BlockSize);
        var compressed = Compress(codec, block);

        Assert.False(codec.TryCompress(block, new byte[10], out _));
        Assert.Throws<InvalidDataException>(() => codec.Decompress(compressed.AsSpan(0, compressed.Length / 2), new byte[BlockSize]));

        Assert.Equal(compressed, Compress(codec, block));
        Assert.Equal(BlockSize, codec.Decompress(compressed, new byte[BlockSize]));
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void A_block_longer_than_the_destination_is_refused(string name)
    {
        using var codec = Create(name);
        var compressed = Compress(codec, Samples.Text(BlockSize));

        Assert.Throws<InvalidDataException>(() => codec.Decompress(compressed, new byte[BlockSize - 1]));
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void Every_cut_is_refused(string name)
    {
        using var codec = Create(name);
        var compressed = Compress(codec, Samples.Text(500));

        for (var length = 0; length < compressed.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => codec.Decompress(compressed.AsSpan(0, length), new byte[500]));
        }
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void Damage_is_refused_or_stays_within_the_destination(string name)
    {
        using var codec = Create(name);
        var compressed = Compress(codec, Samples.Text(3000));
        var refused = 0;

        for (var index = 0; index < compressed.Length; index++)
        {
            compressed[index] ^= 0x55;
            try
            {
                Assert.InRange(codec.Decompress(compressed, new byte[3000]), 0, 3000);
            }
            catch (InvalidDataException)
            {
                refused++;
            }

            compressed[index] ^= 0x55;
        }

        Assert.True(refused > 10, $"Only {refused} of {compressed.Length} damaged bytes were noticed.");
    }

    [Fact]
    public void A_damaged_xz_block_is_always_noticed()
    {
        using var codec = new XzBlockCodec(BlockSize);
        var compressed = Compress(codec, Samples.Text(3000));
        compressed[compressed.Length / 2] ^= 1;

        Assert.Throws<InvalidDataException>(() => codec.Decompress(compressed, new byte[3000]));
    }

    [Fact]
    public void An_xz_block_has_a_crc32_check()
    {
        using var codec = new XzBlockCodec(BlockSize);

        var compressed = Compress(codec, Samples.Text(3000));

        // The .xz file format 1.2.1, section 2.1.1: magic, then two bytes of stream flags; check type 1 is CRC32.
        Assert.Equal("FD377A585A000001", Convert.ToHexString(compressed.AsSpan(0, 8)));
    }

    [Fact]
    public void An_xz_block_with_a_larger_dictionary_is_refused()
    {
        using var large = new XzBlockCodec(1024 * 1024, 9);
        using var small = new XzBlockCodec(4096);
        var compressed = new byte[1024 * 1024];
        Assert.True(large.TryCompress(Samples.Text(4096), compressed, out var length));
        var hugeDictionary = XzHeaders.WithDictionary(compressed.AsSpan(0, length).ToArray(), 40);

        Assert.Throws<InvalidDataException>(() => small.Decompress(hugeDictionary, new byte[4096]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4095)]
    [InlineData(100000)]
    [InlineData(2 * 1024 * 1024)]
    public void A_block_size_that_squashfs_does_not_know_is_our_bug(int size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new XzBlockCodec(size));

    [Theory]
    [InlineData(0)]
    [InlineData(23)]
    public void A_level_that_zstd_does_not_know_is_our_bug(int level) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ZstdBlockCodec(level));

    [Fact]
    public void The_library_versions_are_known()
    {
        Assert.Matches(@"^1\.\d+\.\d+", CodecLibraries.Zstd);
        Assert.Matches(@"^5\.\d+\.\d+", CodecLibraries.Lzma);
        Assert.StartsWith(".NET 10.", CodecLibraries.Zlib, StringComparison.Ordinal);
    }

    private static IBlockCodec Create(string name) => name switch
    {
        "zstd" => new ZstdBlockCodec(9),
        "xz" => new XzBlockCodec(BlockSize),
        _ => new ZlibBlockCodec(),
    };

    private static byte[] Compress(IBlockCodec codec, byte[] block)
    {
        var compressed = new byte[block.Length * 2];
        Assert.True(codec.TryCompress(block, compressed, out var written));
        return compressed[..written];
    }
}
