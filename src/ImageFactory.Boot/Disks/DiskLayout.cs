using ImageFactory.Boot.Meta;
using ImageFactory.Formats.Gpt;

namespace ImageFactory.Boot.Disks;

/// <summary>Where the partitions of a Talos disk lie.</summary>
public sealed class DiskLayout
{
    private const int Mebibyte = 1024 * 1024;
    private const int GrubEfiMiB = 100;
    private const int BiosMiB = 1;
    private const int StateMiB = 100;

    private DiskLayout(DiskOptions options)
    {
        Options = options;
        Table = GptLayout.Create(
            new GptOptions
            {
                DiskId = LabelGuid.Of("talos-image-disk"),
                Size = options.Size,
                SectorSize = options.SectorSize,
                SkippedSectors = options.SkippedSectors,
            },
            [.. Partitions(options)]);
        var placements = Table.Placements.ToDictionary(placement => placement.Partition.Name, StringComparer.Ordinal);
        Efi = placements[DiskLabel.Efi];
        Bios = placements.GetValueOrDefault(DiskLabel.Bios);
        Boot = placements.GetValueOrDefault(DiskLabel.Boot);
        Meta = placements[DiskLabel.Meta];
    }

    /// <summary>What decided it.</summary>
    public DiskOptions Options { get; }

    /// <summary>All partitions, with the tables around them.</summary>
    public GptLayout Table { get; }

    /// <summary>The EFI system partition.</summary>
    public GptPlacement Efi { get; }

    /// <summary>The partition of GRUB's core image; null without GRUB.</summary>
    public GptPlacement? Bios { get; }

    /// <summary>The partition that GRUB boots from; null without GRUB.</summary>
    public GptPlacement? Boot { get; }

    /// <summary>The META partition.</summary>
    public GptPlacement Meta { get; }

    /// <summary>Lays a disk out.</summary>
    /// <exception cref="ArgumentException">There is no boot loader, or the partitions do not fit.</exception>
    public static DiskLayout Create(DiskOptions options) =>
        options is { HasSystemdBoot: false, HasGrub: false }
            ? throw new ArgumentException("A disk without a boot loader does not boot.", nameof(options))
            : new DiskLayout(options);

    private static IEnumerable<GptPartition> Partitions(DiskOptions options)
    {
        // UKIs get the room that GRUB would have had, in BIOS and in BOOT.
        var efiMiB = options.HasSystemdBoot ? GrubEfiMiB + BiosMiB + options.BootMiB : GrubEfiMiB;
        yield return Partition(DiskLabel.Efi, GptPartitionType.EfiSystem, efiMiB);
        if (options.HasGrub)
        {
            yield return Partition(DiskLabel.Bios, GptPartitionType.BiosBoot, BiosMiB) with
            {
                Attributes = GptAttributes.LegacyBiosBootable,
            };
            yield return Partition(DiskLabel.Boot, GptPartitionType.LinuxData, options.BootMiB);
        }

        yield return Partition(DiskLabel.Meta, GptPartitionType.LinuxData, MetaPartition.Size / Mebibyte);
        if (options.HasStatePartitions)
        {
            yield return Partition(DiskLabel.State, GptPartitionType.LinuxData, StateMiB);
            yield return Partition(DiskLabel.Ephemeral, GptPartitionType.LinuxData, mebibytes: null);
        }

        if (options.ImageCacheSize is { } size)
        {
            yield return Partition(DiskLabel.ImageCache, GptPartitionType.LinuxData, mebibytes: null) with { Size = size };
        }
    }

    private static GptPartition Partition(string label, Guid type, int? mebibytes) => new()
    {
        Name = label,
        Type = type,
        Id = LabelGuid.Of(label),
        Size = (long?)mebibytes * Mebibyte,
    };
}
