using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Gpt;

namespace ImageFactory.Formats.Tests.Gpt;

/// <summary>Disks to judge.</summary>
internal static class SampleGpt
{
    public static readonly Guid DiskId = new("00112233-4455-6677-8899-aabbccddeeff");

    public static GptOptions Options(int sectorSize = 512, long skippedSectors = 0) => new()
    {
        DiskId = DiskId,
        Size = 64 << 20,
        SectorSize = sectorSize,
        SkippedSectors = skippedSectors,
    };

    public static GptPartition Partition(int number, long? size, string name = "data") => new()
    {
        Name = name,
        Type = GptPartitionType.LinuxData,
        Id = new Guid(number, 0, 0, new byte[8]),
        Size = size,
    };

    /// <summary>Three partitions: 2 MiB and 1536 bytes more than nothing, and the rest.</summary>
    public static IReadOnlyList<GptPartition> Partitions(int sectorSize = 512) =>
    [
        Partition(1, 2 << 20, "EFI") with { Type = GptPartitionType.EfiSystem },
        Partition(2, 3 * sectorSize, "größe") with { Type = GptPartitionType.BiosBoot, Attributes = GptAttributes.LegacyBiosBootable },
        Partition(3, size: null, new string('x', GptPartition.LongestName)),
    ];

    public static GptLayout Layout(int sectorSize = 512, long skippedSectors = 0) =>
        GptLayout.Create(Options(sectorSize, skippedSectors), Partitions(sectorSize));

    public static GptContents Contents { get; } = new() { Partitions = [ExtentMap.Empty, ExtentMap.Empty, ExtentMap.Empty] };
}
