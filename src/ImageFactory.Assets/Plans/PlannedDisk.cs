using ImageFactory.Boot.Disks;
using ImageFactory.Boot.Meta;

namespace ImageFactory.Assets.Plans;

/// <summary>A disk around boot loader and UKI.</summary>
/// <param name="Options">Where its partitions lie.</param>
/// <param name="Meta">The values of its META partition.</param>
public sealed record PlannedDisk(DiskOptions Options, IReadOnlyList<MetaValue> Meta);
