using ImageFactory.Boot.Cache;
using ImageFactory.Boot.Efi;
using ImageFactory.Boot.Meta;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Fat;
using ImageFactory.Formats.Gpt;

namespace ImageFactory.Boot.Disks;

/// <summary>Composes disks that boot Talos.</summary>
public static class DiskImage
{
    /// <summary>The image; all that the contents bring is referenced, and the rest is zeros.</summary>
    /// <exception cref="ArgumentException">The contents do not fit, or are not those of the layout's boot loaders.</exception>
    public static ExtentMap Map(DiskLayout layout, DiskContents contents)
    {
        if (layout.Options.HasGrub != (contents.Grub is not null))
        {
            throw new ArgumentException("GRUB's contents have to be there exactly when the disk has GRUB.", nameof(contents));
        }

        if (layout.Options.ImageCacheSize.HasValue != (contents.ImageCache is not null))
        {
            throw new ArgumentException("An image cache has to be there exactly when the disk has its partition.", nameof(contents));
        }

        return GptImage.Map(layout.Table, new GptContents
        {
            Partitions = [.. layout.Table.Placements.Select(placement => Content(layout, placement, contents))],
            BootCode = contents.Grub?.BootCode ?? ReadOnlyMemory<byte>.Empty,
            Regions = contents.Firmware,
        });
    }

    private static ExtentMap Content(DiskLayout layout, GptPlacement placement, DiskContents contents) =>
        placement.Partition.Name switch
        {
            DiskLabel.Efi => FatImage.Map(FatLayout.Create(
                contents.Efi, EfiSystemPartition.Options(placement.Length, layout.Options.SectorSize))),
            DiskLabel.Bios when contents.Grub is { } grub => grub.Core,
            DiskLabel.Boot when contents.Grub is { } grub => grub.Boot,
            DiskLabel.Meta => MetaPartition.Map(contents.Meta),
            DiskLabel.ImageCache when contents.ImageCache is { } cache => CachePartition.Map(cache, placement.Length),
            _ => ExtentMap.Empty,
        };
}
