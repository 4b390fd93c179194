using System.Text;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Fat;

namespace ImageFactory.Formats.Tests.Fat;

/// <summary>File systems to judge.</summary>
internal static class SampleFat
{
    public const long Time = 1559424892;

    public static FatOptions Options(long mebibytes = 64, int sectorSize = 512, int sectorsPerCluster = 1) => new()
    {
        Label = "EFI",
        Serial = 0x1234ABCD,
        LabelTime = 1426325213,
        Size = mebibytes << 20,
        SectorSize = sectorSize,
        SectorsPerCluster = sectorsPerCluster,
    };

    public static FatEntry File(string path, string content) =>
        FatEntry.File(path, Time, ExtentMap.OfBytes(Encoding.UTF8.GetBytes(content)));

    /// <summary>The tree of an EFI system partition.</summary>
    public static FatTree Esp() => new(
    [
        FatEntry.Directory("EFI", Time),
        FatEntry.Directory("EFI/boot", Time),
        FatEntry.File("EFI/boot/BOOTX64.efi", Time, Pattern(100_000)),
        FatEntry.Directory("EFI/Linux", Time),
        FatEntry.File("EFI/Linux/Talos-v1.12.0.efi", Time, Pattern(3_000_001)),
        FatEntry.File("EFI/Linux/Talos-v1.12.0~1.efi", Time, Pattern(512)),
        FatEntry.Directory("loader", Time),
        File("loader/loader.conf", "timeout 10\n"),
        File("loader/LOADER~1.CON", "a name like a numbered one"),
        File("loader/Mixed.Txt", "mixed case"),
        File("loader/empty", string.Empty),
        File("loader/größe und länge eines langen namens.tar.gz", "long"),
        FatEntry.File("loader/random-seed", Time, ExtentMap.OfZeros(32), isReadOnly: true),
    ]);

    public static ExtentMap Pattern(int length)
    {
        var bytes = new byte[length];
        for (var index = 0; index < length; index++)
        {
            bytes[index] = (byte)((index * 7) ^ (index >> 9));
        }

        return ExtentMap.OfBytes(bytes);
    }

    public static ExtentMap Map(FatTree tree, FatOptions options) => FatImage.Map(FatLayout.Create(tree, options));
}
