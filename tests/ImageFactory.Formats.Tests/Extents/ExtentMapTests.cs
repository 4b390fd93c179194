using System.Security.Cryptography;
using System.Text.Json;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Tests.Extents;

public sealed class ExtentMapTests
{
    private const int Maps = 10_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Random_maps_read_like_the_byte_array_they_stand_for()
    {
        var random = new Random(1);
        for (var count = 0; count < Maps; count++)
        {
            var (map, bytes, blobs) = RandomMap.Create(random);

            Assert.Equal(bytes.Length, map.Length);
            Assert.Equal(bytes, await ReadAllAsync(map, blobs));
        }
    }

    [Fact]
    public async Task Random_ranges_of_random_maps_equal_the_ranges_of_the_byte_array()
    {
        var random = new Random(2);
        for (var count = 0; count < Maps; count++)
        {
            var (map, bytes, blobs) = RandomMap.Create(random);
            var offset = random.Next(0, bytes.Length + 1);
            var length = random.Next(0, bytes.Length - offset + 1);

            var slice = map.Slice(offset, length);

            Assert.Equal(bytes[offset..(offset + length)], await ReadAllAsync(slice, blobs));
        }
    }

    [Fact]
    public void A_map_comes_back_equal_from_its_document()
    {
        var random = new Random(3);
        for (var count = 0; count < Maps; count++)
        {
            var (map, _, _) = RandomMap.Create(random);

            using var document = JsonDocument.Parse(ExtentMapDocument.ToBytes(map));

            Assert.Equal(map, ExtentMapDocument.Read(document.RootElement, CountingContent.Catalogue));
        }
    }

    [Fact]
    public void Cutting_a_map_and_joining_the_parts_gives_an_equal_map()
    {
        var random = new Random(4);
        for (var count = 0; count < Maps; count++)
        {
            var (map, _, _) = RandomMap.Create(random);
            var cut = random.NextInt64(0, map.Length + 1);

            var joined = ExtentMap.Concat(map.Slice(0, cut), map.Slice(cut, map.Length - cut));

            Assert.Equal(map, joined);
        }
    }

    [Fact]
    public async Task A_stream_over_a_map_seeks_and_reads()
    {
        var (map, bytes, blobs) = RandomMap.Create(new Random(12));
        await using var stream = new ExtentStream(map, blobs);
        var part = new byte[bytes.Length / 2];

        stream.Seek(-part.Length, SeekOrigin.End);
        await stream.ReadExactlyAsync(part, Cancellation);

        Assert.Equal(bytes[^part.Length..], part);
        Assert.Equal(bytes.Length, stream.Position);
    }

    [Fact]
    public async Task The_hash_of_a_map_is_the_hash_of_its_bytes()
    {
        var (map, bytes, blobs) = RandomMap.Create(new Random(12));

        var digest = await ExtentMapHash.Sha256Async(map, blobs, Cancellation);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), digest.Hex);
    }

    [Fact]
    public async Task A_blob_shorter_than_the_map_says_is_invalid_data()
    {
        var blobs = new MemoryBlobs();
        var blob = ((BlobSource)blobs.Add(new byte[] { 1, 2, 3 }).Extents[0].Source).Blob;
        var map = ExtentMap.OfBlob(blob, 4);

        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAllAsync(map, blobs));
    }

    [Fact]
    public async Task A_missing_blob_is_file_not_found()
    {
        var map = ExtentMap.OfBlob(Digest.OfBytes("absent"u8), 6);

        await Assert.ThrowsAsync<FileNotFoundException>(() => ReadAllAsync(map, new MemoryBlobs()));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"blobs":[],"extents":[["blob",0,0,1]]}""")]
    [InlineData("""{"blobs":["sha256:12"],"extents":[]}""")]
    [InlineData("""{"blobs":[],"extents":[["zeros",-1]]}""")]
    [InlineData("""{"blobs":[],"extents":[["bytes","*"]]}""")]
    [InlineData("""{"blobs":[],"extents":[["mystery",1]]}""")]
    [InlineData("""{"blobs":[],"extents":[["computed","mystery","",0,1]]}""")]
    [InlineData("""{"blobs":[],"extents":[[]]}""")]
    public void A_damaged_document_is_invalid_data(string text)
    {
        using var document = JsonDocument.Parse(text);

        Assert.Throws<InvalidDataException>(() => ExtentMapDocument.Read(document.RootElement, CountingContent.Catalogue));
    }

    private static async Task<byte[]> ReadAllAsync(ExtentMap map, IBlobSource blobs)
    {
        await using var stream = new ExtentStream(map, blobs);
        var bytes = new byte[map.Length];
        await stream.ReadExactlyAsync(bytes, Cancellation);
        return bytes;
    }
}
