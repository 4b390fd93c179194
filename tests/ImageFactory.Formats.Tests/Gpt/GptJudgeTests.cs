using ImageFactory.Formats.Gpt;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Gpt;

public sealed class GptJudgeTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(20480)]
    public async Task Sgdisk_finds_no_problem(long skippedSectors)
    {
        var image = await WriteAsync(SampleGpt.Layout(skippedSectors: skippedSectors));

        var report = await Tool.RunAsync("sgdisk", "-v", image);

        Assert.Contains("No problems found.", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sgdisk_finds_no_problem_on_a_disk_of_4096_byte_sectors()
    {
        await using var device = await LoopDevice.OpenAsync(await WriteAsync(SampleGpt.Layout(4096)), 4096);

        var report = await Tool.RunAsync("sgdisk", "-v", device.Path);
        var table = await Tool.RunAsync("sgdisk", "-p", device.Path);

        Assert.Contains("No problems found.", report, StringComparison.Ordinal);
        Assert.Contains("4096", table, StringComparison.Ordinal);
        Assert.Contains("First usable sector is 256, last usable sector is 16378", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sgdisk_shows_every_field_of_a_partition()
    {
        var image = await WriteAsync(SampleGpt.Layout());

        var report = await Tool.RunAsync("env", "LC_ALL=C.UTF-8", "sgdisk", "-i", "2", image);

        Assert.Equal(
            """
            Partition GUID code: 21686148-6449-6E6F-744E-656564454649 (BIOS boot partition)
            Partition unique GUID: 00000002-0000-0000-0000-000000000000
            First sector: 6144 (at 3.0 MiB)
            Last sector: 6146 (at 3.0 MiB)
            Partition size: 3 sectors (1.5 KiB)
            Attribute flags: 0000000000000004
            Partition name: 'größe'

            """,
            report);
    }

    [Theory]
    [InlineData(512, "2048:6143", "6144:6146", "8192:129023")]
    [InlineData(4096, "256:767", "768:770", "1024:16127")]
    public async Task Partx_shows_the_partitions(int sectorSize, params string[] expected)
    {
        var image = await WriteAsync(SampleGpt.Layout(sectorSize));

        var report = await Tool.RunAsync("partx", "--sector-size", $"{sectorSize}", "--noheadings", "--raw", "--output", "START,END", image);

        // partx counts in sectors of 512 bytes, whatever the disk has.
        var factor = sectorSize / 512;
        var ranges = report.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ').Select(long.Parse).ToArray())
            .Select(range => $"{range[0] / factor}:{((range[1] + 1) / factor) - 1}");
        Assert.Equal(expected, ranges);
    }

    [Fact]
    public async Task Parted_and_sfdisk_agree()
    {
        var image = await WriteAsync(SampleGpt.Layout());

        var parted = await Tool.RunAsync("parted", "-s", "-m", image, "unit", "s", "print");
        var sfdisk = await Tool.RunAsync("sfdisk", "-d", image);

        Assert.Contains("1:2048s:6143s:4096s::EFI:boot, esp;", parted, StringComparison.Ordinal);
        Assert.Contains("2:6144s:6146s:3s::gr", parted, StringComparison.Ordinal);
        Assert.Contains("label-id: 00112233-4455-6677-8899-AABBCCDDEEFF", sfdisk, StringComparison.Ordinal);
        Assert.Contains("first-lba: 2048\nlast-lba: 131038\n", sfdisk, StringComparison.Ordinal);
        Assert.Contains("attrs=\"LegacyBIOSBootable\"", sfdisk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_backup_alone_is_enough()
    {
        var image = await WriteAsync(SampleGpt.Layout());
        await using (var file = File.OpenWrite(image))
        {
            file.Position = 512;
            await file.WriteAsync(new byte[33 * 512], TestContext.Current.CancellationToken);
        }

        var report = await Tool.RunAsync("sfdisk", "-d", image);

        Assert.Contains("start=        8192, size=      120832", report, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private Task<string> WriteAsync(GptLayout layout) =>
        MapBytes.WriteAsync(GptImage.Map(layout, SampleGpt.Contents), _directory.Combine("disk"));
}
