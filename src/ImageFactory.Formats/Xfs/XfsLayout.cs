using ImageFactory.Formats.Archives;

namespace ImageFactory.Formats.Xfs;

/// <summary>Where everything of an XFS file system lies. Every file is in one piece unless an allocation group ends inside it.</summary>
public sealed class XfsLayout
{
    // A root of the index of inodes holds so many records.
    private const int MostChunks = (XfsGeometry.BlockSize - XfsIndexBlock.HeaderSize) / XfsInodeIndex.RecordSize;

    private XfsLayout(XfsTree tree, XfsOptions options)
    {
        Options = options;
        Geometry = XfsGeometry.Create(options);
        UsedInodes = 1 + XfsSuperblock.RealTimeInodes + tree.Entries.Count;
        Chunks = (UsedInodes + XfsGeometry.InodesPerChunk - 1) / XfsGeometry.InodesPerChunk;
        if (Chunks > MostChunks)
        {
            throw new ArgumentException(
                $"{tree.Entries.Count} files and directories need more chunks of inodes than the {MostChunks} that one block lists.", nameof(tree));
        }

        Space = new XfsSpace(Geometry, (uint)Chunks);
        Placements = Place(tree);
    }

    /// <summary>How the file system is made.</summary>
    public XfsOptions Options { get; }

    /// <summary>The length of the image in bytes.</summary>
    public long Length => Options.Size;

    internal XfsGeometry Geometry { get; }

    internal int UsedInodes { get; }

    /// <summary>Chunks of inodes.</summary>
    internal int Chunks { get; }

    /// <summary>What is free behind everything.</summary>
    internal XfsSpace Space { get; }

    /// <summary>The root, then the files and directories in their order.</summary>
    internal IReadOnlyList<XfsPlacement> Placements { get; }

    /// <summary>Lays a file system out.</summary>
    /// <exception cref="ArgumentException">
    /// The options contradict each other, or the tree does not fit; a directory holds what fits into a block, some 100 names.
    /// </exception>
    public static XfsLayout Create(XfsTree tree, XfsOptions options)
    {
        XfsTimestamp.Require(options.RootTime, nameof(options));
        var isValid = options.Uuid != Guid.Empty
            && options.Label.Length is >= 1 and <= XfsSuperblock.LabelLength
            && options.Label.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');
        return isValid
            ? new XfsLayout(tree, options)
            : throw new ArgumentException($"An XFS file system cannot have label '{options.Label}' and UUID {options.Uuid}.", nameof(options));
    }

    private List<XfsPlacement> Place(XfsTree tree)
    {
        var first = Geometry.RootInode + 1 + XfsSuperblock.RealTimeInodes;
        var inodes = tree.Entries.Select((entry, index) => KeyValuePair.Create(entry.Path, first + (uint)index))
            .Append(KeyValuePair.Create(string.Empty, Geometry.RootInode))
            .ToDictionary(StringComparer.Ordinal);
        var names = tree.Entries.ToLookup(
            entry => ParentOf(entry.Path),
            entry => new XfsName(entry.Name, inodes[entry.Path], entry.Content is null),
            StringComparer.Ordinal);
        return
        [
            PlaceDirectory(null, new XfsDirectory(Geometry.RootInode, Geometry.RootInode, [.. names[string.Empty]])),
            .. tree.Entries.Select(entry => entry.Content is { } content
                ? new XfsPlacement(entry, inodes[entry.Path], null, Space.Take(entry.Path, BlocksFor(content.Length)))
                : PlaceDirectory(entry, new XfsDirectory(inodes[entry.Path], inodes[ParentOf(entry.Path)], [.. names[entry.Path]]))),
        ];
    }

    private XfsPlacement PlaceDirectory(XfsEntry? entry, XfsDirectory directory)
    {
        var path = entry?.Path ?? string.Empty;
        if (!directory.IsShort && !XfsBlockDirectory.Fits(directory.Names))
        {
            throw new ArgumentException($"The directory '{path}' has more names than fit into a block.", nameof(directory));
        }

        return new XfsPlacement(entry, directory.Inode, directory, Space.Take(path, directory.IsShort ? 0 : 1));
    }

    private static string ParentOf(string path) => ArchivePath.Parent(path) ?? string.Empty;

    private static long BlocksFor(long length) => (length + XfsGeometry.BlockSize - 1) / XfsGeometry.BlockSize;
}
