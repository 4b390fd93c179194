using ImageFactory.Formats.Fat;

namespace ImageFactory.Boot.Efi;

/// <summary>The file system of an EFI system partition, as <c>mkfs.vfat -F 32 -n EFI --invariant</c> makes it.</summary>
public static class EfiSystemPartition
{
    // mkfs.vfat --invariant writes these.
    private const uint InvariantSerial = 0x1234ABCD;
    private const long InvariantLabelTime = 1426325213;

    /// <summary>How the file system is made.</summary>
    /// <param name="size">The length in bytes; a multiple of the sector size.</param>
    /// <param name="sectorSize">512 or 4096 bytes.</param>
    public static FatOptions Options(long size, int sectorSize) => new()
    {
        Label = "EFI",
        Serial = InvariantSerial,
        LabelTime = InvariantLabelTime,
        Size = size,
        SectorSize = sectorSize,
        SectorsPerCluster = FatOptions.UsualSectorsPerCluster(size, sectorSize),
    };
}
