using ImageFactory.Boot.Efi;
using ImageFactory.Boot.Grub;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Fat;
using ImageFactory.Formats.Iso9660;

namespace ImageFactory.Boot.Iso;

/// <summary>
/// An ISO whose files are in its EFI system partition. The ISO 9660 tree points at them there: everything is in the image once.
/// </summary>
internal static class EspIso
{
    private const int Mebibyte = 1024 * 1024;
    private const int SectorSize = 512;
    private const int ReadableMode = 0b110_100_100;
    private const int ReadOnlyMode = 0b100_100_100;
    private const int DirectoryMode = 0b111_101_101;

    // Room for tables and directories, as the reference leaves it; and below that size FAT32 is out of its specification.
    private const int SpareMebibytes = 10;
    private const int SmallestMebibytes = 34;
    private const int FewestClusters = 65525 + 2048;
    private const int MostSectorsPerCluster = 8;

    private const string GrubDirectory = "boot/grub";
    private const string BiosDirectory = GrubDirectory + "/i386-pc";
    private const string BiosImage = BiosDirectory + "/eltorito.img";

    /// <summary>Lays the EFI system partition out.</summary>
    /// <param name="files">What is in it.</param>
    /// <param name="large">What decides its size: all that is not tiny.</param>
    /// <exception cref="ArgumentException">A name, a time or a length cannot be expressed in FAT.</exception>
    public static FatLayout Partition(IEnumerable<FatEntry> files, params ReadOnlySpan<ExtentMap> large)
    {
        var size = SpareMebibytes;
        foreach (var content in large)
        {
            size += (int)((content.Length + Mebibyte - 1) / Mebibyte);
        }

        return FatLayout.Create(new FatTree(files), PartitionOptions((long)Math.Max(size, SmallestMebibytes) * Mebibyte));
    }

    /// <summary>The image.</summary>
    /// <param name="partition">The EFI system partition, all of whose files the tree shows.</param>
    /// <param name="others">What else the tree shows; directories first.</param>
    /// <param name="bios">What a BIOS starts; null when none can.</param>
    /// <param name="options">How the image is made.</param>
    /// <exception cref="ArgumentException">A name or a time does not fit into the image.</exception>
    public static ExtentMap Map(
        FatLayout partition, IEnumerable<Iso9660Entry> others, GrubIsoCode? bios, Iso9660Options options)
    {
        var entries = partition.Placements.Select(placement => Show(placement, options.Time)).Concat(others).ToList();
        if (bios is null)
        {
            return Iso9660Image.Map(Iso9660Layout.Create(new Iso9660Tree(entries, FatImage.Map(partition)), options));
        }

        entries.Add(Iso9660Entry.Directory(BiosDirectory, DirectoryMode, options.Time));
        entries.Add(Iso9660Entry.File(BiosImage, ReadableMode, options.Time, bios.Image));
        var boot = new IsoBiosBoot { ImagePath = BiosImage, ImageSum = bios.ImageSum, BootCode = bios.BootCode };
        return Iso9660Image.Map(Iso9660Layout.Create(new Iso9660Tree(entries, FatImage.Map(partition), boot), options));
    }

    /// <summary>The volume label that the reference gives: <c>Talos-v1.13.0</c>, and the same in the characters of ECMA-119, 7.4.1.</summary>
    public static Iso9660Options Labelled(string version, uint time)
    {
        var label = $"Talos-{version}";
        var id = new string([.. label.ToUpperInvariant()
            .Select(character => character is '-' or '.' ? '_' : character)
            .Where(character => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character) || character == '_')]);
        return new Iso9660Options { VolumeId = id[..Math.Min(id.Length, 32)], VolumeSetId = label, Time = time };
    }

    /// <summary>The directories of GRUB's menu, and the menu, in the tree alone.</summary>
    public static IEnumerable<Iso9660Entry> Menu(ReadOnlyMemory<byte> config, uint time) =>
    [
        Iso9660Entry.Directory("boot", DirectoryMode, time),
        Iso9660Entry.Directory(GrubDirectory, DirectoryMode, time),
        Iso9660Entry.File($"{GrubDirectory}/grub.cfg", ReadableMode, time, ExtentMap.OfBytes(config)),
    ];

    /// <summary>A file of the tree that shows a run of the partition.</summary>
    public static Iso9660Entry Show(string path, uint time, long offset, long length) =>
        Iso9660Entry.PartitionFile(path, ReadableMode, time, offset, length);

    private static Iso9660Entry Show(FatPlacement placement, long time)
    {
        var entry = placement.Entry;
        if (entry.Content is not { } content)
        {
            return Iso9660Entry.Directory(entry.Path, DirectoryMode, time);
        }

        var mode = entry.IsReadOnly ? ReadOnlyMode : ReadableMode;
        return Iso9660Entry.PartitionFile(entry.Path, mode, time, placement.Offset, content.Length);
    }

    private static FatOptions PartitionOptions(long size) => EfiSystemPartition.Options(size, SectorSize) with
    {
        SectorsPerCluster = SectorsPerCluster(size / SectorSize),
        ContentAlignment = Iso9660Layout.BlockSize,
    };

    // The largest clusters with which the file system still is a FAT32.
    private static int SectorsPerCluster(long sectors)
    {
        var sectorsPerCluster = MostSectorsPerCluster;
        while (sectorsPerCluster > 1 && sectors / sectorsPerCluster < FewestClusters)
        {
            sectorsPerCluster /= 2;
        }

        return sectorsPerCluster;
    }
}
