using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Qcow2;

/// <summary>
/// Writes disks as qcow2 of version 3 (QEMU: docs/interop/qcow2.txt) with clusters of 8 KiB, without compression and snapshots.
/// Clusters that the disk's map shows as zeros are left out; all others are referenced, and nothing is read.
/// </summary>
public static class Qcow2Image
{
    /// <summary>The image of a disk.</summary>
    /// <exception cref="ArgumentException">The disk is empty, as long as 32 TiB, or no multiple of 512 bytes long.</exception>
    public static ExtentMap Map(ExtentMap disk)
    {
        if (disk.Length <= 0 || disk.Length > Qcow2Layout.LargestDisk || disk.Length % Qcow2Layout.SectorSize != 0)
        {
            throw new ArgumentException(
                $"A qcow2 image cannot have a disk of {disk.Length} bytes: it takes multiples of {Qcow2Layout.SectorSize} up to "
                + $"{Qcow2Layout.LargestDisk}.",
                nameof(disk));
        }

        var layout = new Qcow2Layout(disk.Length, [.. DataBlocks.Of(disk, Qcow2Layout.ClusterSize)]);
        var header = new byte[Qcow2Header.Size];
        new Qcow2Header(layout).WriteTo(header);
        var image = new ExtentMapBuilder()
            .AppendSparse(header)
            .PadTo(Qcow2Layout.ClusterSize)
            .AppendComputed(new Qcow2Tables(layout));
        foreach (var run in layout.Runs)
        {
            var offset = run.First * Qcow2Layout.ClusterSize;
            image.Append(disk.Slice(offset, Math.Min(run.Count * Qcow2Layout.ClusterSize, disk.Length - offset)));
        }

        return image.PadTo(Qcow2Layout.ClusterSize).Build();
    }
}
