using System.Security.Cryptography;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Tests.Extents;

public sealed class ExtentPassTests
{
    private readonly MemoryBlobs _blobs = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData((1024 * 1024) + 1)]
    [InlineData(3_333_333)]
    public async Task Every_sink_sees_every_byte(int length)
    {
        var bytes = Bytes(length);
        using var small = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var large = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);

        await ExtentPass.RunAsync(
            [new ExtentPassPart(_blobs.Add(bytes), [small.AppendData, large.AppendData])], _blobs, TestContext.Current.CancellationToken);

        Assert.Equal(SHA256.HashData(bytes), small.GetHashAndReset());
        Assert.Equal(SHA512.HashData(bytes), large.GetHashAndReset());
    }

    [Fact]
    public async Task A_sink_of_several_parts_sees_one_behind_the_other()
    {
        byte[][] contents = [Bytes(2_000_000), Bytes(3), Bytes(40_000)];
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var last = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        await ExtentPass.RunAsync(
            [
                new ExtentPassPart(_blobs.Add(contents[0]), [all.AppendData]),
                new ExtentPassPart(_blobs.Add(contents[1]), [all.AppendData]),
                new ExtentPassPart(_blobs.Add(contents[2]), [all.AppendData, last.AppendData]),
            ],
            _blobs,
            TestContext.Current.CancellationToken);

        Assert.Equal(SHA256.HashData([.. contents[0], .. contents[1], .. contents[2]]), all.GetHashAndReset());
        Assert.Equal(SHA256.HashData(contents[2]), last.GetHashAndReset());
    }

    [Fact]
    public async Task What_a_sink_throws_comes_out()
    {
        var part = new ExtentPassPart(_blobs.Add(Bytes(5_000_000)), [_ => throw new InvalidDataException("from a sink")]);

        await Assert.ThrowsAsync<InvalidDataException>(
            () => ExtentPass.RunAsync([part], _blobs, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_missing_blob_ends_the_pass()
    {
        var missing = ExtentMap.OfBlob(Digest.OfBytes("elsewhere"u8), 9);

        await Assert.ThrowsAsync<FileNotFoundException>(
            () => ExtentPass.RunAsync([new ExtentPassPart(missing, [])], _blobs, TestContext.Current.CancellationToken));
    }

    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }
}
