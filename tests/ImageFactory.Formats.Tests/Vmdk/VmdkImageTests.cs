using System.Text.Json;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Tests.Disks;
using ImageFactory.Formats.Vmdk;
using ImageFactory.Testing;

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
    public async Task Grains_that_were_kept_come_back_equal(string kind)
    {
        var raw = SampleRaw.Of(kind);
        var disk = await PackedDisk.OfAsync(raw.Map, raw.Blobs);

        var kept = VmdkGrains.Read(disk.Grains.ToBytes());

        var packed = raw.Blobs.Add(disk.Packed);
        Assert.Equal(VmdkImage.Map("a", raw.Map, disk.Grains, packed), VmdkImage.Map("a", raw.Map, kept, packed));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(28)]
    public void Kept_grains_that_are_damaged_are_refused(int length) =>
        Assert.Throws<InvalidDataException>(() => VmdkGrains.Read(new byte[length]));

    // What a run is known by tells its place and its content, and nothing of the disk around it.
    [Fact]
    public void Disks_that_differ_in_one_run_have_the_others_in_common()
    {
        var blob = new MemoryBlobs().Add(new byte[1000]);
        var first = DiskOf(ExtentMap.OfBytes("a"u8.ToArray()));
        var second = DiskOf(ExtentMap.OfBytes("b"u8.ToArray()));

        var hashes = new[] { first, second }.Select(disk => VmdkRun.Cut(disk).Select(run => run.Hash).ToList()).ToList();

        Assert.Equal(3, hashes[0].Distinct(StringComparer.Ordinal).Count());
        Assert.Equal([hashes[0][0], hashes[0][2]], [hashes[1][0], hashes[1][2]]);
        Assert.NotEqual(hashes[0][1], hashes[1][1]);

        ExtentMap DiskOf(ExtentMap middle) => new ExtentMapBuilder()
            .Append(blob).PadTo(5 * VmdkRun.Longest).Append(middle).PadTo(9 * VmdkRun.Longest).Append(blob).PadTo(512).Build();
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
    public void A_length_that_is_not_of_whole_sectors_or_too_large_is_refused(long length) =>
        Assert.Throws<ArgumentException>(() => VmdkRun.Cut(ExtentMap.OfZeros(length)));

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
        var grains = await PackAsync(ExtentMap.Concat(ExtentMap.OfZeros(1 << 20), ExtentMap.OfBytes(new byte[] { 1 }), ExtentMap.OfZeros(511)));

        Assert.Throws<ArgumentException>(() => VmdkImage.Map("a", ExtentMap.OfZeros(1 << 20), grains, ExtentMap.Empty));
        Assert.Throws<ArgumentException>(() => VmdkImage.Map("a", ExtentMap.OfZeros(512), grains, ExtentMap.OfZeros(512)));
    }

    [Fact]
    public async Task A_blob_that_is_too_short_is_damage()
    {
        var blobs = new MemoryBlobs();
        blobs.Add(new byte[10]);

        await Assert.ThrowsAsync<InvalidDataException>(() => PackedDisk.OfAsync(
            ExtentMap.OfBlob(Digest.OfBytes(new byte[10]), 1 << 20), blobs));
    }

    private static async Task<VmdkGrains> PackAsync(ExtentMap disk) => (await PackedDisk.OfAsync(disk, new MemoryBlobs())).Grains;

    private static async Task<string> ContentIdAsync(SampleRaw raw)
    {
        var vmdk = await SampleVmdk.OfAsync(raw);
        var descriptor = System.Text.Encoding.ASCII.GetString(await MapBytes.ReadAsync(vmdk.Map.Slice(512, 400)));
        return descriptor.Split('\n').Single(line => line.StartsWith("CID=", StringComparison.Ordinal));
    }
}
