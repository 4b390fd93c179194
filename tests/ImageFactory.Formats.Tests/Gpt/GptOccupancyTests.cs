using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Gpt;

namespace ImageFactory.Formats.Tests.Gpt;

/// <summary>Places on a disk that something has already, and those that something lies at.</summary>
public sealed class GptOccupancyTests
{
    private const int Size = 8 * 1024 * 1024;

    [Theory]
    [InlineData(0, 1, "the protective MBR at byte 0")]
    [InlineData(1023, 1, "the header of the partition table at byte 512")]
    [InlineData(1024, 1, null)]
    [InlineData(4096, 29696, null)]
    [InlineData(4096, 29697, "the entries of the partition table at byte 33792")]
    [InlineData(50175, 1, "the entries of the partition table at byte 33792")]
    [InlineData(50176, 998400, null)]
    [InlineData(50176, 998401, "the partition A at byte 1048576")]
    [InlineData(2097152, 1, null)]
    [InlineData(8372224, 1, "the backup of the partition table at byte 8371712")]
    [InlineData(8388608, 1, "the end of the disk at byte 8388608")]
    [InlineData(long.MaxValue, 1, "the end of the disk at byte 8388608")]
    [InlineData(-1, 1, "the end of the disk at byte 8388608")]
    public void What_is_there_already_is_named(long offset, long length, string? expected) =>
        Assert.Equal(expected, GptOccupancy.Find(Layout(), offset, length));

    [Fact]
    public async Task Firmware_is_found_between_the_table_and_the_partitions()
    {
        var disk = GptImage.Map(Layout(), new GptContents
        {
            Partitions = [ExtentMap.OfBytes(new byte[] { 1 })],
            Regions = [new GptRegion(8192, ExtentMap.OfBytes(Enumerable.Repeat((byte)7, 5000).ToArray())), new GptRegion(300_000, ExtentMap.OfBytes(new byte[] { 9 }))],
        });
        var table = await GptReader.FindAsync(disk, new MemoryBlobs(), TestContext.Current.CancellationToken);

        var found = await GptGaps.FindAsync(disk, table!, new MemoryBlobs(), TestContext.Current.CancellationToken);

        Assert.Equal([(8192, 8192), (299_008, 4096)], found);
    }

    private static GptLayout Layout() => GptLayout.Create(
        new GptOptions { DiskId = new Guid(1, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11]), Size = Size, SectorSize = 512, SkippedSectors = 64 },
        [new GptPartition { Name = "A", Type = GptPartitionType.LinuxData, Id = new Guid(2, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11]), Size = 1024 * 1024 }]);
}
