using ImageFactory.Boot.Efi;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Fat;
using ImageFactory.Formats.Iso9660;

namespace ImageFactory.Boot.Iso;

/// <summary>
/// An ISO that UEFI boots as a CD and as a USB stick, with systemd-boot and one unified kernel image. Its files are in the EFI system
/// partition, and the ISO 9660 tree points at them there: everything is in the image once.
/// </summary>
public static class UefiIso
{
    private const int Mebibyte = 1024 * 1024;
    private const int SectorSize = 512;
    private const int ReadableMode = 0b110_100_100;
    private const int ReadOnlyMode = 0b100_100_100;
    private const int DirectoryMode = 0b111_101_101;
    private const int SeedSize = 32;

    // Room for tables and directories, as the reference leaves it; and below that size FAT32 is out of its specification.
    private const int SpareMebibytes = 10;
    private const int SmallestMebibytes = 34;
    private const int FewestClusters = 65525 + 2048;
    private const int MostSectorsPerCluster = 8;

    /// <summary>The image; boot loader and UKI are referenced.</summary>
    /// <exception cref="ArgumentException">A name or a time does not fit into the image.</exception>
    public static ExtentMap Map(UefiIsoOptions options)
    {
        var partition = FatLayout.Create(new FatTree(Files(options)), PartitionOptions(options));
        var entries = partition.Placements.Select(placement => Show(placement, options.Time));
        var tree = new Iso9660Tree(entries, FatImage.Map(partition));
        var label = $"Talos-{options.Version}";
        return Iso9660Image.Map(Iso9660Layout.Create(
            tree, new Iso9660Options { VolumeId = VolumeId(label), VolumeSetId = label, Time = options.Time }));
    }

    private static IEnumerable<FatEntry> Files(UefiIsoOptions options)
    {
        var files = SystemdBoot.Files(new SystemdBootOptions
        {
            LoaderPath = $"EFI/BOOT/{options.BootFileName}",
            Loader = options.BootLoader,
            Uki = options.Uki,
            Version = options.Version,
            SecureBootEnrolment = options.SecureBootEnrolment,
            Time = options.Time,
        });

        // systemd-boot from 261 on makes a seed where there is none, which a CD refuses.
        return
        [
            .. files,
            .. options.EnrolmentFiles is { } certificate ? EnrolledKeys.Certificate(certificate, options.Time) : [],
            .. options.EnrolmentFiles is { } keys ? EnrolledKeys.Files(keys, options.Time) : [],
            FatEntry.File("loader/random-seed", options.Time, ExtentMap.OfZeros(SeedSize), isReadOnly: true),
        ];
    }

    private static Iso9660Entry Show(FatPlacement placement, uint time)
    {
        var entry = placement.Entry;
        if (entry.Content is not { } content)
        {
            return Iso9660Entry.Directory(entry.Path, DirectoryMode, time);
        }

        var mode = entry.IsReadOnly ? ReadOnlyMode : ReadableMode;
        return Iso9660Entry.PartitionFile(entry.Path, mode, time, placement.Offset, content.Length);
    }

    private static FatOptions PartitionOptions(UefiIsoOptions options)
    {
        var content = Mebibytes(options.BootLoader) + Mebibytes(options.Uki);
        var size = Math.Max(SpareMebibytes + content, SmallestMebibytes) * Mebibyte;
        return EfiSystemPartition.Options(size, SectorSize) with
        {
            SectorsPerCluster = SectorsPerCluster(size / SectorSize),
            ContentAlignment = Iso9660Layout.BlockSize,
        };
    }

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

    private static long Mebibytes(ExtentMap map) => (map.Length + Mebibyte - 1) / Mebibyte;

    // ECMA-119, 7.4.1 allows capital letters, digits and underscores, 32 of them.
    private static string VolumeId(string label)
    {
        var id = new string([.. label.ToUpperInvariant()
            .Select(character => character is '-' or '.' ? '_' : character)
            .Where(character => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character) || character == '_')]);
        return id[..Math.Min(id.Length, 32)];
    }
}
