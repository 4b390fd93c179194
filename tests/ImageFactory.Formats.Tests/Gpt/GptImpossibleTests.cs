using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Gpt;

namespace ImageFactory.Formats.Tests.Gpt;

public sealed class GptImpossibleTests
{
    private const long Mebibyte = 1 << 20;

    [Theory]
    [InlineData(64 * Mebibyte, 1024, 0)]
    [InlineData(0, 512, 0)]
    [InlineData(-512, 512, 0)]
    [InlineData((64 * Mebibyte) + 1, 512, 0)]
    [InlineData((64 * Mebibyte) + 512, 4096, 0)]
    [InlineData(Mebibyte, 512, 0)]
    [InlineData(512, 512, 0)]
    [InlineData(64 * Mebibyte, 512, -1)]
    [InlineData(64 * Mebibyte, 512, 131_000)]
    [InlineData(64 * Mebibyte, 512, long.MaxValue)]
    public void A_disk_without_room_for_its_tables_is_refused(long size, int sectorSize, long skipped)
    {
        var options = SampleGpt.Options(sectorSize, skipped) with { Size = size };

        Assert.Throws<ArgumentException>(() => GptLayout.Create(options, []));
    }

    [Fact]
    public void A_disk_has_a_GUID() =>
        Assert.Throws<ArgumentException>(() => GptLayout.Create(SampleGpt.Options() with { DiskId = Guid.Empty }, []));

    [Theory]
    [InlineData("0123456789012345678901234567890123456")]
    [InlineData("a\0b")]
    public void A_name_that_does_not_fit_is_refused(string name) =>
        Refused(SampleGpt.Partition(1, Mebibyte, name));

    [Fact]
    public void A_name_of_emoji_is_counted_in_UTF_16() =>
        Refused(SampleGpt.Partition(1, Mebibyte, string.Concat(Enumerable.Repeat("😀", 19))));

    [Theory]
    [InlineData(0)]
    [InlineData(-512)]
    [InlineData(100)]
    [InlineData((62 * Mebibyte) + 512)]
    [InlineData(long.MaxValue / 512 * 512)]
    public void A_size_that_is_none_or_does_not_fit_is_refused(long size) => Refused(SampleGpt.Partition(1, size));

    [Fact]
    public void What_comes_behind_the_rest_does_not_fit() =>
        Refused(SampleGpt.Partition(1, size: null), SampleGpt.Partition(2, 512));

    [Fact]
    public void The_rest_of_nothing_is_refused() =>
        Refused(SampleGpt.Partition(1, 61 * Mebibyte), SampleGpt.Partition(2, Mebibyte), SampleGpt.Partition(3, size: null));

    [Fact]
    public void A_partition_has_a_type() => Refused(SampleGpt.Partition(1, Mebibyte) with { Type = Guid.Empty });

    [Fact]
    public void A_partition_has_a_GUID_of_its_own()
    {
        Refused(SampleGpt.Partition(0, Mebibyte));
        Refused(SampleGpt.Partition(1, Mebibyte), SampleGpt.Partition(1, Mebibyte));
        Refused(SampleGpt.Partition(1, Mebibyte) with { Id = SampleGpt.DiskId });
    }

    [Fact]
    public void More_than_128_partitions_are_refused()
    {
        var options = SampleGpt.Options() with { Size = 1 << 30 };
        var partitions = Enumerable.Range(1, 129).Select(number => SampleGpt.Partition(number, 512)).ToList();

        Assert.Equal(128, GptLayout.Create(options, partitions[..128]).Placements.Count);
        Assert.Throws<ArgumentException>(() => GptLayout.Create(options, partitions));
    }

    [Fact]
    public void A_content_that_is_longer_than_its_partition_is_refused() =>
        Refused(SampleGpt.Contents with { Partitions = [ExtentMap.Empty, ExtentMap.OfZeros((3 * 512) + 1), ExtentMap.Empty] });

    [Fact]
    public void Every_partition_has_one_content() => Refused(SampleGpt.Contents with { Partitions = [] });

    [Fact]
    public void Boot_code_that_reaches_the_partition_records_is_refused() =>
        Refused(SampleGpt.Contents with { BootCode = new byte[447] });

    [Theory]
    [InlineData(0, 1)] // the first sector
    [InlineData(1023, 1)] // the primary header
    [InlineData(1024, 1)] // entries
    [InlineData((34 * 512) - 1, 1)]
    [InlineData((34 * 512) - 1, Mebibyte)]
    [InlineData(Mebibyte - 1, 2)] // the first partition, though it is empty there
    [InlineData(2 * Mebibyte, 1)]
    [InlineData((64 * Mebibyte) - 1, 1)] // the backup header
    [InlineData((64 * Mebibyte) - 1, 2)] // outside
    [InlineData(-1, 1)]
    [InlineData(long.MaxValue, 1)]
    public void Firmware_cannot_overlap_anything(long offset, long length) =>
        Refused(SampleGpt.Contents with { Regions = [new GptRegion(offset, ExtentMap.OfZeros(length))] });

    [Fact]
    public void Firmware_cannot_overlap_moved_entries()
    {
        var contents = SampleGpt.Contents with { Regions = [new GptRegion(32768, ExtentMap.OfZeros(600_000))] };

        Assert.Throws<ArgumentException>(() => GptImage.Map(SampleGpt.Layout(skippedSectors: 1000), contents));
    }

    private static void Refused(params GptPartition[] partitions) =>
        Assert.Throws<ArgumentException>(() => GptLayout.Create(SampleGpt.Options(), partitions));

    private static void Refused(GptContents contents) =>
        Assert.Throws<ArgumentException>(() => GptImage.Map(SampleGpt.Layout(), contents));
}
