using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Fat;

/// <summary>Reads FAT12, FAT16 and FAT32 file systems that nobody vouches for (Microsoft FAT specification).</summary>
public static class FatReader
{
    /// <summary>
    /// Everything in the file system, each directory before what is in it. Contents are slices of the image; bytes behind the file system
    /// are ignored. A time that means nothing is the earliest one.
    /// </summary>
    /// <exception cref="FileNotFoundException">A blob is not there.</exception>
    /// <exception cref="InvalidDataException">
    /// There is no file system, it is damaged, it has more than 100 000 entries, or its directories are nested deeper than 64.
    /// </exception>
    public static async Task<IReadOnlyList<FatEntry>> ReadAsync(ExtentMap image, IBlobSource blobs, CancellationToken cancellationToken)
    {
        if (image.Length < FatBootSector.Size)
        {
            throw new InvalidDataException($"There is no FAT file system in {image.Length} bytes.");
        }

        await using var reader = new ExtentReader(image, blobs);
        var sector = new byte[FatBootSector.Size];
        await reader.ReadExactlyAsync(0, sector, cancellationToken);
        var volume = FatVolume.Read(sector, image.Length);
        var chains = new FatChains(volume, reader);
        var walk = new FatWalk(reader, chains);
        var root = volume.RootLength > 0
            ? image.Slice(volume.RootOffset, volume.RootLength)
            : await chains.ReadDirectoryAsync(volume.RootCluster, cancellationToken);
        await walk.ReadAsync(root, path: null, depth: 1, cancellationToken);
        return walk.Entries;
    }
}
