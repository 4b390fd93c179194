using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Vhd;

/// <summary>
/// Writes disks as fixed VHDs (Microsoft: Virtual Hard Disk Image Format Specification 1.0): the disk and a footer. The size is that
/// of the disk to the byte, as <c>qemu-img</c> with <c>force_size</c> has it and Azure demands it.
/// </summary>
public static class VhdImage
{
    // 65535 cylinders of 16 heads and 255 sectors are a size of 127.5 GiB, but what counts is the size in the footer.
    private const long LargestDisk = 2040L * 1024 * 1024 * 1024;

    /// <summary>The image of a disk.</summary>
    /// <exception cref="ArgumentException">
    /// The disk is empty, longer than 2040 GiB, or no multiple of 512 bytes long; or the time is out of range.
    /// </exception>
    public static ExtentMap Map(ExtentMap disk, VhdOptions options)
    {
        if (disk.Length <= 0 || disk.Length > LargestDisk || disk.Length % VhdFooter.Size != 0)
        {
            throw new ArgumentException(
                $"A VHD cannot have a disk of {disk.Length} bytes: it takes multiples of {VhdFooter.Size} up to {LargestDisk}.", nameof(disk));
        }

        var time = options.Time - VhdFooter.Epoch;
        if (time is < 0 or > uint.MaxValue)
        {
            throw new ArgumentException($"A VHD cannot have the time {options.Time}: it counts from the year 2000.", nameof(options));
        }

        var footer = new byte[VhdFooter.Size];
        new VhdFooter { DiskSize = disk.Length, Time = (uint)time, UniqueId = options.UniqueId }.WriteTo(footer);
        return new ExtentMapBuilder().Append(disk).AppendSparse(footer).Build();
    }
}
