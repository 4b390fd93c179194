using System.Text;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Fat;
using ImageFactory.Formats.Iso9660;
using ImageFactory.Formats.Tests.Fat;

namespace ImageFactory.Formats.Tests.Iso9660;

/// <summary>Images to judge.</summary>
internal static class SampleIso
{
    public const long Time = 1559424892;
    public const int FileMode = 0x1A4;
    public const int DirectoryMode = 0x1ED;

    public static readonly string LongName = "a long name of a file " + new string('x', 220) + ".txt";
    public static readonly string LongTarget = "../" + string.Join('/', Enumerable.Repeat("a component of a target", 20));

    public static Iso9660Options Options { get; } = new()
    {
        VolumeId = "TALOS_V1_12_0",
        VolumeSetId = "Talos-v1.12.0",
        Time = Time,
    };

    public static FatLayout Esp() =>
        FatLayout.Create(SampleFat.Esp(), SampleFat.Options() with { ContentAlignment = Iso9660Layout.BlockSize });

    public static Iso9660Entry File(string path, ExtentMap content) => Iso9660Entry.File(path, FileMode, Time, content);

    public static Iso9660Entry Directory(string path) => Iso9660Entry.Directory(path, DirectoryMode, Time);

    /// <summary>All kinds of entries; the UKI is only in the partition.</summary>
    public static Iso9660Tree Tree()
    {
        var esp = Esp();
        var uki = esp.Placements.Single(placement => placement.Entry.Path.EndsWith("v1.12.0.efi", StringComparison.Ordinal));
        return new Iso9660Tree(
            [
                Directory("EFI"),
                Directory("EFI/BOOT"),
                File("EFI/BOOT/BOOTX64.EFI", SampleFat.Pattern(100_000)),
                Directory("EFI/Linux"),
                Iso9660Entry.PartitionFile(
                    "EFI/Linux/Talos-v1.12.0.efi", FileMode, Time, uki.Offset, uki.Entry.Content!.Length),
                Directory("loader"),
                File("loader/loader.conf", ExtentMap.OfBytes("timeout 10\n"u8.ToArray())),
                File("loader/LOADER.CONF", ExtentMap.OfBytes("another\n"u8.ToArray())),
                File("loader/empty", ExtentMap.Empty),
                Iso9660Entry.File("loader/random-seed", 0x124, Time, ExtentMap.OfZeros(32)),
                File("loader/" + LongName, ExtentMap.OfBytes(Encoding.UTF8.GetBytes(LongName))),
                Iso9660Entry.SymbolicLink("loader/link", "/../EFI/./BOOT/BOOTX64.EFI", Time),
                Iso9660Entry.SymbolicLink("loader/long link", LongTarget, Time),
            ],
            FatImage.Map(esp));
    }

    public static ExtentMap Map(Iso9660Tree tree) => Iso9660Image.Map(Iso9660Layout.Create(tree, Options));

    /// <summary>A report of xorriso, its columns without their padding.</summary>
    public static string Words(string report) =>
        string.Join('\n', report.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
}
