using System.Text.Json;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Tests.Disks;
using ImageFactory.Formats.Vmdk;

namespace ImageFactory.Formats.Tests.Vmdk;

public sealed class VmdkImageTests
{
    [Theory]
    [InlineData("usual")]
    [InlineData("scattered")]
    [InlineData("empty")]
    public async Task A_recipe_comes_back_equal(string kind)
    {
        var vmdk = await SampleVmdk.OfAsync(SampleRaw.Of(kind));

        using var document = JsonDocument.Parse(ExtentMapDocument.ToBytes(vmdk.Map));

        Assert.Equal(vmdk.Map, ExtentMapDocument.Read(document.RootElement, FormatContents.All));
    }

    [Theory]
    [InlineData("usual")]
    [InlineData("text")]
    public async Task The_image_does_not_depend_on_the_number_of_threads(string kind)
    {
        var one = await SampleVmdk.OfAsync(SampleRaw.Of(kind), threads: 1);
        var many = await SampleVmdk.OfAsync(SampleRaw.Of(kind), threads: 7);

        Assert.Equal(one.Map, many.Map);
        Assert.Equal(one.Packed, many.Packed);
    }

    [Fact]
    public async Task What_does_not_compress_is_referenced()
    {
        var vmdk = await SampleVmdk.OfAsync(SampleRaw.Of("full"));

        Assert.Empty(vmdk.Packed);
        Assert.InRange(ExtentMapDocument.ToBytes(vmdk.Map).Length, 1, vmdk.Map.Length / 500);
    }

    [Fact]
    public async Task What_compresses_is_packed_and_takes_few_runs()
    {
        var vmdk = await SampleVmdk.OfAsync(SampleRaw.Of("text"));

        Assert.InRange(vmdk.Packed.Length, 1, 1 << 20);

        // A header, two groups of grains with a table each, a directory, a footer.
        Assert.InRange(ExtentMapDocument.ToBytes(vmdk.Map).Length, 1, 10_000);
    }

    [Fact]
    public async Task Equal_content_has_an_equal_identifier_and_other_content_another()
    {
        var raw = SampleRaw.Of("usual");
        var changed = raw with { Map = ExtentMap.Concat(raw.Map.Slice(0, raw.Map.Length - 1), ExtentMap.OfBytes(new byte[] { 1 })) };

        var ids = new[]
        {
            await ContentIdAsync(raw), await ContentIdAsync(SampleRaw.Of("usual")), await ContentIdAsync(changed),
        };

        Assert.Equal(ids[0], ids[1]);
        Assert.NotEqual(ids[0], ids[2]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData((2000L << 30) + 512)]
    public async Task A_length_that_is_not_of_whole_sectors_or_too_large_is_refused(long length) =>
        await Assert.ThrowsAsync<ArgumentException>(
            () => VmdkGrains.PackAsync(ExtentMap.OfZeros(length), new MemoryBlobs(), Stream.Null, 1, TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("")]
    [InlineData("a\"b")]
    [InlineData("a\nb")]
    [InlineData("größe")]
    public async Task A_name_that_would_break_the_descriptor_is_refused(string name)
    {
        var disk = ExtentMap.OfZeros(512);
        var grains = await PackAsync(disk);

        Assert.Throws<ArgumentException>(() => VmdkImage.Map(name, disk, grains, ExtentMap.Empty));
    }

    [Fact]
    public async Task The_grains_of_another_disk_are_refused()
    {
        var grains = await PackAsync(ExtentMap.OfZeros(512));

        Assert.Throws<ArgumentException>(() => VmdkImage.Map("a", ExtentMap.OfZeros(1024), grains, ExtentMap.Empty));
        Assert.Throws<ArgumentException>(() => VmdkImage.Map("a", ExtentMap.OfZeros(512), grains, ExtentMap.OfZeros(512)));
    }

    [Fact]
    public async Task A_blob_that_is_too_short_is_damage()
    {
        var blobs = new MemoryBlobs();
        blobs.Add(new byte[10]);

        await Assert.ThrowsAsync<InvalidDataException>(() => VmdkGrains.PackAsync(
            ExtentMap.OfBlob(Digest.OfBytes(new byte[10]), 1 << 20), blobs, Stream.Null, 2, TestContext.Current.CancellationToken));
    }

    private static Task<VmdkGrains> PackAsync(ExtentMap disk) =>
        VmdkGrains.PackAsync(disk, new MemoryBlobs(), Stream.Null, 1, TestContext.Current.CancellationToken);

    private static async Task<string> ContentIdAsync(SampleRaw raw)
    {
        var vmdk = await SampleVmdk.OfAsync(raw);
        var descriptor = System.Text.Encoding.ASCII.GetString(await Testing.MapBytes.ReadAsync(vmdk.Map.Slice(512, 400)));
        return descriptor.Split('\n').Single(line => line.StartsWith("CID=", StringComparison.Ordinal));
    }
}
