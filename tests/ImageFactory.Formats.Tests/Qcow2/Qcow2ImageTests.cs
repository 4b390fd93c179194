using System.Buffers.Binary;
using System.Text.Json;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Qcow2;
using ImageFactory.Formats.Tests.Disks;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Qcow2;

public sealed class Qcow2ImageTests
{
    private const long LargestDisk = (1L << 45) - 8192;

    [Theory]
    [InlineData("usual")]
    [InlineData("scattered")]
    [InlineData("empty")]
    public void A_recipe_comes_back_equal(string kind)
    {
        var map = Qcow2Image.Map(SampleRaw.Of(kind).Map);

        using var document = JsonDocument.Parse(ExtentMapDocument.ToBytes(map));

        Assert.Equal(map, ExtentMapDocument.Read(document.RootElement, FormatContents.All));
    }

    [Fact]
    public void A_recipe_grows_with_the_runs_and_not_with_the_disk()
    {
        var map = Qcow2Image.Map(ExtentMap.OfBlob(Digest.OfBytes("disk"u8), 1L << 40));

        Assert.InRange(ExtentMapDocument.ToBytes(map).Length, 1, 1000);
    }

    [Fact]
    public void The_same_disk_gives_the_same_image() =>
        Assert.Equal(Qcow2Image.Map(SampleRaw.Of("usual").Map), Qcow2Image.Map(SampleRaw.Of("usual").Map));

    [Fact]
    public async Task The_tables_read_the_same_in_any_pieces()
    {
        var map = Qcow2Image.Map(SampleRaw.Of("scattered").Map).Slice(8192, 64 * 1024);
        var whole = await MapBytes.ReadAsync(map);
        await using var reader = new ExtentReader(map, new MemoryBlobs());
        var pieces = new byte[whole.Length];

        for (var offset = 0; offset < pieces.Length; offset += 1013)
        {
            var length = Math.Min(1013, pieces.Length - offset);
            await reader.ReadExactlyAsync(offset, pieces.AsMemory(offset, length), TestContext.Current.CancellationToken);
        }

        Assert.Equal(whole, pieces);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(511)]
    [InlineData(1000)]
    [InlineData(LargestDisk + 512)]
    public void A_length_that_is_not_of_whole_sectors_or_too_large_is_refused(long length) =>
        Assert.Throws<ArgumentException>(() => Qcow2Image.Map(ExtentMap.OfZeros(length)));

    [Fact]
    public void The_largest_disk_is_taken_empty_and_full()
    {
        Assert.InRange(Qcow2Image.Map(ExtentMap.OfZeros(LargestDisk)).Length, 32 << 20, 33 << 20);
        Assert.InRange(Qcow2Image.Map(ExtentMap.OfBlob(Digest.OfBytes("disk"u8), LargestDisk)).Length, LargestDisk, LargestDisk + (50L << 30));
    }

    [Theory]
    [InlineData(0, new uint[0])]
    [InlineData(-1, new uint[0])]
    [InlineData(LargestDisk + 1, new uint[0])]
    [InlineData(16384, new uint[] { 0, 0 })]
    [InlineData(16384, new uint[] { 2, 1 })]
    [InlineData(16384, new uint[] { 1, 2 })]
    [InlineData(16384, new uint[] { 0, uint.MaxValue })]
    [InlineData(16384, new uint[] { 1, 1, 0, 1 })]
    [InlineData(16384, new uint[] { 0, 1, 1 })]
    public void A_recipe_with_impossible_tables_is_refused(long diskSize, uint[] runs)
    {
        var record = new byte[8 + (runs.Length * 4)];
        BinaryPrimitives.WriteInt64LittleEndian(record, diskSize);
        for (var index = 0; index < runs.Length; index++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8 + (index * 4)), runs[index]);
        }

        Assert.Throws<InvalidDataException>(() => FormatContents.All.Create("qcow2.tables.v1", record));
    }
}
