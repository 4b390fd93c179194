using System.Buffers.Binary;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Vmdk;

/// <summary>
/// Writes disks as stream-optimized VMDKs (VMware: Virtual Disk Format 5.0): grains of 64 KiB, each a zlib stream, those of zeros left
/// out. Grains that do not compress are referenced, between the few bytes that make a zlib stream of them.
/// </summary>
public static class VmdkImage
{
    /// <summary>The image of a disk.</summary>
    /// <param name="name">The name of the image's file: printable ASCII without quotes.</param>
    /// <param name="disk">The disk.</param>
    /// <param name="grains">What a pass over it told.</param>
    /// <param name="packed">The compressed grains that the pass wrote.</param>
    /// <exception cref="ArgumentException">The name is invalid, or the grains are not those of the disk.</exception>
    public static ExtentMap Map(string name, ExtentMap disk, VmdkGrains grains, ExtentMap packed)
    {
        var last = grains.Grains.Count == 0 ? 0 : grains.Grains[^1].Number;
        if (last * VmdkFormat.GrainSize >= disk.Length || grains.PackedLength != packed.Length)
        {
            throw new ArgumentException(
                $"Grains up to the number {last}, {grains.PackedLength} bytes of them packed, are not those of a disk of {disk.Length} bytes "
                + $"with {packed.Length}.",
                nameof(grains));
        }

        var header = new VmdkHeader { Capacity = disk.Length / VmdkFormat.SectorSize, DirectorySector = VmdkHeader.DirectoryInFooter };
        var image = new ExtentMapBuilder();
        AppendHeader(image, header);
        image.AppendBytes(VmdkDescriptor.Create(name, header.Capacity, grains.ContentId)).PadTo(VmdkFormat.OverheadSectors * VmdkFormat.SectorSize);

        var directory = AppendGrains(image, disk, grains, packed);
        AppendMarker(image, (long)directory.Length / VmdkFormat.SectorSize, VmdkMarkerType.GrainDirectory);
        var directorySector = (ulong)(image.Length / VmdkFormat.SectorSize);
        image.AppendSparse(directory);
        AppendMarker(image, sectors: 1, VmdkMarkerType.Footer);
        AppendHeader(image, header with { DirectorySector = directorySector });
        AppendMarker(image, sectors: 0, VmdkMarkerType.EndOfStream);
        return image.Build();
    }

    // Each grain table follows on its grains; what is returned is the directory of the tables.
    private static byte[] AppendGrains(ExtentMapBuilder image, ExtentMap disk, VmdkGrains grains, ExtentMap packed)
    {
        var tables = DivideUp(disk.Length, (long)VmdkFormat.TableEntries * VmdkFormat.GrainSize);
        var directory = new byte[DivideUp(tables * sizeof(uint), VmdkFormat.SectorSize) * VmdkFormat.SectorSize];
        long packedOffset = 0;
        foreach (var group in grains.Grains.GroupBy(grain => grain.Number / VmdkFormat.TableEntries))
        {
            var table = new byte[VmdkFormat.TableSectors * VmdkFormat.SectorSize];
            foreach (var grain in group)
            {
                WriteSector(table, grain.Number % VmdkFormat.TableEntries, image.Length);
                if (grain.IsStored)
                {
                    VmdkStoredGrain.Append(image, grain, ContentOf(disk, grain));
                }
                else
                {
                    var length = (long)grain.PackedSectors * VmdkFormat.SectorSize;
                    image.Append(packed.Slice(packedOffset, length));
                    packedOffset += length;
                }
            }

            AppendMarker(image, VmdkFormat.TableSectors, VmdkMarkerType.GrainTable);
            WriteSector(directory, group.Key, image.Length);
            image.AppendSparse(table);
        }

        return directory;
    }

    // A disk may end in the middle of a grain.
    private static ExtentMap ContentOf(ExtentMap disk, VmdkGrain grain)
    {
        var offset = grain.Number * VmdkFormat.GrainSize;
        var length = Math.Min(VmdkFormat.GrainSize, disk.Length - offset);
        return ExtentMap.Concat(disk.Slice(offset, length), ExtentMap.OfZeros(VmdkFormat.GrainSize - length));
    }

    private static void WriteSector(byte[] table, long index, long offset) =>
        BinaryPrimitives.WriteUInt32LittleEndian(table.AsSpan((int)index * sizeof(uint)), (uint)(offset / VmdkFormat.SectorSize));

    private static void AppendHeader(ExtentMapBuilder image, VmdkHeader header)
    {
        var bytes = new byte[VmdkHeader.Size];
        header.WriteTo(bytes);
        image.AppendSparse(bytes);
    }

    private static void AppendMarker(ExtentMapBuilder image, long sectors, VmdkMarkerType type)
    {
        var bytes = new byte[VmdkMarker.Size];
        new VmdkMarker(sectors, type).WriteTo(bytes);
        image.AppendSparse(bytes);
    }

    private static long DivideUp(long value, long divisor) => (value + divisor - 1) / divisor;
}
