using ImageFactory.Boot.Cache;
using ImageFactory.Boot.Meta;
using ImageFactory.Formats.Fat;
using ImageFactory.Formats.Gpt;

namespace ImageFactory.Boot.Disks;

/// <summary>What a Talos disk holds.</summary>
public sealed record DiskContents
{
    /// <summary>The files of the EFI system partition.</summary>
    public required FatTree Efi { get; init; }

    /// <summary>What GRUB needs; null without GRUB.</summary>
    public required GrubContents? Grub { get; init; }

    /// <summary>The META values.</summary>
    public required IReadOnlyList<MetaValue> Meta { get; init; }

    /// <summary>The image cache; null when the disk has no partition for one.</summary>
    public CacheTree? ImageCache { get; init; }

    /// <summary>What lies outside of partitions: the first code of a board.</summary>
    public IReadOnlyList<GptRegion> Firmware { get; init; } = [];
}
