using ImageFactory.Formats.Compression;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Gpt;
using ImageFactory.Formats.Tests.SquashFs;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Gpt;

/// <summary>Disks that sgdisk made, and damaged ones.</summary>
public sealed class GptReaderTests : IDisposable
{
    private const int Size = 4 << 20;

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_partition_of_sgdisk_is_found()
    {
        var table = await ReadAsync(await MakeAsync());

        Assert.NotNull(table);
        Assert.Equal(SampleGpt.DiskId, table.DiskId);
        Assert.Equal(512, table.SectorSize);
        Assert.Equal(
            [
                ("EFI", GptPartitionType.EfiSystem, 2048L * 512, 1024L * 512, GptAttributes.None),
                ("größe", GptPartitionType.LinuxData, 4096L * 512, 100L * 512, GptAttributes.LegacyBiosBootable),
            ],
            table.Partitions.Select(row => (row.Partition.Name, row.Partition.Type, row.Offset, row.Length, row.Partition.Attributes)));
        Assert.Equal(new Guid("00000005-0000-0000-0000-000000000000"), table.Find("größe")!.Partition.Id);
    }

    [Theory]
    [InlineData(512)]
    [InlineData(4096)]
    public async Task What_we_write_is_read_back(int sectorSize)
    {
        var layout = SampleGpt.Layout(sectorSize, skippedSectors: 100);

        var table = await GptReader.FindAsync(GptImage.Map(layout, SampleGpt.Contents), new MemoryBlobs(), Cancel);

        Assert.Equal(sectorSize, table!.SectorSize);
        Assert.Equal(
            layout.Placements.Select(row => (row.Partition.Name, row.Partition.Id, row.Offset, row.Length)),
            table.Partitions.Select(row => (row.Partition.Name, row.Partition.Id, row.Offset, row.Length)));
    }

    [Theory]
    [InlineData(512 + 40)]
    [InlineData(1024 + 56)]
    public async Task A_damaged_table_is_replaced_by_the_other(int position)
    {
        var disk = await MakeAsync();

        disk[position] ^= 1;

        Assert.Equal(2, (await ReadAsync(disk))!.Partitions.Count);
    }

    [Fact]
    public async Task Two_damaged_tables_are_invalid()
    {
        var disk = await MakeAsync();

        disk[512 + 40] ^= 1;
        disk[Size - 512 + 40] ^= 1;

        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(disk));
    }

    [Fact]
    public async Task A_disk_without_a_table_has_none()
    {
        Assert.Null(await ReadAsync(new byte[Size]));
        Assert.Null(await ReadAsync([]));
    }

    [Fact]
    public async Task Damage_is_read_or_invalid()
    {
        var disk = await MakeAsync();
        disk.AsSpan(Size - 512).Clear();

        await Mutations.AssertHarmlessAsync(disk, [.. Enumerable.Range(512, 92), .. Enumerable.Range(1024, 256)], ReadAsync);
    }

    [Theory]
    [InlineData(1024 + 32, 4096L)]
    [InlineData(1024 + 40, long.MaxValue)]
    [InlineData(1024 + 40, -1L)]
    public async Task A_partition_that_is_not_on_the_disk_is_invalid(int field, long sector)
    {
        var disk = await MakeAsync();
        disk.AsSpan(Size - 512).Clear();

        BitConverter.TryWriteBytes(disk.AsSpan(field), sector);
        Sum(disk.AsSpan(1024, 16384), disk.AsSpan(512 + 88));
        disk.AsSpan(512 + 16, 4).Clear();
        Sum(disk.AsSpan(512, 92), disk.AsSpan(512 + 16));

        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(disk));
    }

    [Theory]
    [InlineData(80, uint.MaxValue)]
    [InlineData(84, 127u)]
    [InlineData(84, 0u)]
    [InlineData(12, 91u)]
    [InlineData(72, uint.MaxValue)]
    public async Task An_impossible_header_is_invalid(int field, uint value)
    {
        var disk = await MakeAsync();
        disk.AsSpan(Size - 512).Clear();

        BitConverter.TryWriteBytes(disk.AsSpan(512 + field), value);
        disk.AsSpan(512 + 16, 4).Clear();
        Sum(disk.AsSpan(512, 92), disk.AsSpan(512 + 16));

        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(disk));
    }

    public void Dispose() => _directory.Dispose();

    private static Task<GptTable?> ReadAsync(byte[] disk) => GptReader.FindAsync(ExtentMap.OfBytes(disk), new MemoryBlobs(), Cancel);

    private static void Sum(ReadOnlySpan<byte> bytes, Span<byte> destination) =>
        BitConverter.TryWriteBytes(destination, Crc32.Compute(bytes));

    private async Task<byte[]> MakeAsync()
    {
        var disk = _directory.Combine("disk");
        await Tool.RunAsync("truncate", "-s", $"{Size}", disk);
        await Tool.RunAsync(
            "env", "LC_ALL=C.UTF-8", "sgdisk", "-U", SampleGpt.DiskId.ToString(), "-n", "1:2048:3071", "-t", "1:ef00", "-c", "1:EFI",
            "-n", "5:4096:4195", "-t", "5:8300", "-c", "5:größe", "-u", "5:00000005-0000-0000-0000-000000000000", "-A", "5:set:2", disk);
        return await File.ReadAllBytesAsync(disk, Cancel);
    }
}
