using ImageFactory.Boot.Disks;
using ImageFactory.Formats.Ext4;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Boot.Cache;

/// <summary>The partition IMAGECACHE: an ext4 file system with the image cache.</summary>
public static class CachePartition
{
    private const long Mebibyte = 1024 * 1024;

    /// <summary>
    /// Its size in bytes, in whole MiB (2^20 bytes): six fifths of the files, as the reference has it. Many small files need more than
    /// that, for each takes whole blocks; then it is what they need.
    /// </summary>
    /// <exception cref="ArgumentException">A path is there twice, or is none for the file system.</exception>
    public static long Size(CacheTree tree)
    {
        var spacious = tree.Files.Sum(file => file.Content.Length) * 6 / 5;
        var needed = Math.Max(spacious, Ext4Layout.SmallestSize(tree.ToExt4()));
        return (needed + Mebibyte - 1) / Mebibyte * Mebibyte;
    }

    /// <summary>Its content; the files are referenced.</summary>
    /// <exception cref="ArgumentException">The files do not fit.</exception>
    public static ExtentMap Map(CacheTree tree, long size)
    {
        var id = LabelGuid.Of(DiskLabel.ImageCache);
        return Ext4Image.Map(Ext4Layout.Create(tree.ToExt4(), new Ext4Options
        {
            Label = DiskLabel.ImageCache,
            Uuid = id,
            HashSeed = id,
            Time = 0,
            Size = size,
        }));
    }
}
