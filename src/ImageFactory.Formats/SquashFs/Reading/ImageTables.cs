using ImageFactory.Formats.SquashFs.Structures;

namespace ImageFactory.Formats.SquashFs.Reading;

/// <summary>All metadata of an image, decompressed.</summary>
internal sealed record ImageTables
{
    public required Superblock Superblock { get; init; }

    public required MetadataTable Inodes { get; init; }

    public required MetadataTable Directories { get; init; }

    /// <summary>The <see cref="FragmentEntry"/> structures.</summary>
    public required byte[] Fragments { get; init; }

    /// <summary>User and group numbers of 32 bits.</summary>
    public required byte[] Ids { get; init; }

    /// <summary>The <see cref="XattrIdEntry"/> structures.</summary>
    public required byte[] XattrIds { get; init; }

    public required MetadataTable Xattrs { get; init; }

    /// <exception cref="InvalidDataException">A table is damaged, too long or not there.</exception>
    public static async Task<ImageTables> LoadAsync(
        Superblock superblock, ImageBytes image, MetadataLoader loader, CancellationToken cancellationToken)
    {
        var directoryEnd = await FindDirectoryEndAsync(superblock, loader, cancellationToken);
        var (xattrIds, xattrs) = await LoadXattrsAsync(superblock, image, loader, cancellationToken);
        return new ImageTables
        {
            Superblock = superblock,
            Inodes = await loader.LoadAsync(superblock.InodeTable, superblock.DirectoryTable, cancellationToken),
            Directories = await loader.LoadAsync(superblock.DirectoryTable, directoryEnd, cancellationToken),
            Fragments = await loader.LoadListedAsync(
                superblock.FragmentTable, (long)superblock.FragmentCount * FragmentEntry.Size, cancellationToken),
            Ids = await loader.LoadListedAsync(superblock.IdTable, superblock.IdCount * sizeof(uint), cancellationToken),
            XattrIds = xattrIds,
            Xattrs = xattrs,
        };
    }

    // No field says where the listings end: the first block of the next table is there (fs/squashfs/super.c).
    private static Task<ulong> FindDirectoryEndAsync(
        Superblock superblock, MetadataLoader loader, CancellationToken cancellationToken)
    {
        var nextTable = superblock switch
        {
            { FragmentCount: > 0 } => superblock.FragmentTable,
            { ExportTable: not SquashFsFormat.NoTable } => superblock.ExportTable,
            _ => superblock.IdTable,
        };
        return loader.ReadFirstPositionAsync(nextTable, cancellationToken);
    }

    private static async Task<(byte[] Ids, MetadataTable Attributes)> LoadXattrsAsync(
        Superblock superblock, ImageBytes image, MetadataLoader loader, CancellationToken cancellationToken)
    {
        var none = ((byte[])[], new MetadataTable([], new Dictionary<uint, int>()));
        if (superblock.XattrTable == SquashFsFormat.NoTable)
        {
            return none;
        }

        var bytes = new byte[XattrTableHeader.Size];
        await image.ReadAsync(superblock.XattrTable, bytes, cancellationToken);
        var header = XattrTableHeader.Read(bytes);
        if (header.IdCount == 0)
        {
            return none;
        }

        var list = superblock.XattrTable + XattrTableHeader.Size;
        var end = await loader.ReadFirstPositionAsync(list, cancellationToken);
        var ids = await loader.LoadListedAsync(list, (long)header.IdCount * XattrIdEntry.Size, cancellationToken);
        return (ids, await loader.LoadAsync(header.AttributeTable, end, cancellationToken));
    }
}
