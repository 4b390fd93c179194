using ImageFactory.Formats.Archives;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Iso9660;

/// <summary>Where everything of an image lies.</summary>
public sealed class Iso9660Layout
{
    /// <summary>Everything lies at multiples of so many bytes.</summary>
    public const int BlockSize = 2048;

    internal const int MbrSector = 512;
    internal const uint FirstDescriptor = 16;
    internal const uint FirstTree = FirstDescriptor + 3;
    private const long PartitionAlignment = 1024 * 1024;
    private const int PlainPermissions = 0x1ED;
    private const int CatalogPermissions = 0x124;

    // Readers that look ahead fail on a CD that ends with the last file; xorriso leaves as much.
    private const int PaddingBlocks = 150;

    private readonly Dictionary<string, long> _offsets = new(StringComparer.Ordinal);

    private Iso9660Layout(Iso9660Tree tree, Iso9660Options options)
    {
        Tree = tree;
        Options = options;

        // Only its length matters here: its content says where the partition is.
        var catalog = Iso9660Entry.File(
            Iso9660Tree.BootCatalogPath, CatalogPermissions, options.Time, ExtentMap.OfZeros(ElTorito.CatalogSize));
        var root = new IsoDirectory(Iso9660Entry.Directory("root", PlainPermissions, options.Time), parent: null, new byte[] { 0 });
        root.Fill(tree.Entries.Append(catalog).ToLookup(entry => ArchivePath.Parent(entry.Path) ?? string.Empty, StringComparer.Ordinal));
        Directories = InPathTableOrder(root);
        PathTable = new PathTable(Directories);

        var block = Directories.Aggregate(0u, (next, directory) => directory.Place(next));
        PathTableBlock = block;
        TreeBlocks = block + (2 * PathTable.Blocks);
        CatalogBlock = FirstTree + TreeBlocks;
        PlaceFiles();
        Placements =
            [.. tree.Entries.Where(entry => entry.Length > 0).Select(entry => new Iso9660Placement(entry, _offsets[entry.Path]))];
    }

    /// <summary>What goes in.</summary>
    public Iso9660Tree Tree { get; }

    /// <summary>How the image is made.</summary>
    public Iso9660Options Options { get; }

    /// <summary>The files that have a content, in the order of the tree.</summary>
    public IReadOnlyList<Iso9660Placement> Placements { get; }

    /// <summary>The offset of the EFI system partition in bytes: a multiple of 1 MiB.</summary>
    public long PartitionOffset { get; private set; }

    /// <summary>The length of the image in bytes.</summary>
    public long Length => PartitionOffset + Tree.EfiSystemPartition.Length + (PaddingBlocks * BlockSize);

    internal IReadOnlyList<IsoDirectory> Directories { get; }

    internal PathTable PathTable { get; }

    /// <summary>The block of the little-endian path table, counted from that of the root; the other one follows.</summary>
    internal uint PathTableBlock { get; }

    /// <summary>The blocks of the tree: directories and both path tables.</summary>
    internal uint TreeBlocks { get; }

    internal uint CatalogBlock { get; }

    /// <summary>The block of what a BIOS boots; null when none can.</summary>
    internal uint? BiosBlock => Tree.BiosBoot is { } bios ? BlockOf(Tree.Entries.First(bios.IsImage)) : null;

    /// <summary>Lays an image out.</summary>
    /// <exception cref="ArgumentException">The options are invalid, or the image gets longer than 2 TiB.</exception>
    public static Iso9660Layout Create(Iso9660Tree tree, Iso9660Options options)
    {
        IsoTimestamp.Require(options.Time, nameof(options));
        var isValid = options.VolumeId.Length <= 32
            && options.VolumeId.All(character => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character) || character is '_')
            && options.VolumeSetId.Length <= 128
            && options.VolumeSetId.All(character => character is >= ' ' and <= '~');
        if (!isValid)
        {
            throw new ArgumentException(
                $"'{options.VolumeId}' or '{options.VolumeSetId}' cannot be the name of a volume or of a volume set.", nameof(options));
        }

        var layout = new Iso9660Layout(tree, options);
        return layout.Length / MbrSector < uint.MaxValue
            ? layout
            : throw new ArgumentException($"An image of {layout.Length} bytes cannot have a partition table.", nameof(tree));
    }

    internal static int AlignUp(int length) => (length + BlockSize - 1) / BlockSize * BlockSize;

    /// <summary>Whether a file is shown where the EFI system partition holds it.</summary>
    internal bool IsShared(Iso9660Entry entry) => entry.PartitionOffset is not null && !Options.CopiesPartitionFiles;

    /// <summary>The block of a file's content on the whole medium.</summary>
    internal uint BlockOf(Iso9660Entry file) => (uint)(_offsets[file.Path] / BlockSize);

    private void PlaceFiles()
    {
        var catalog = (long)CatalogBlock * BlockSize;
        var next = catalog + ElTorito.CatalogSize;
        foreach (var entry in Tree.Entries.Where(entry => !IsShared(entry)))
        {
            // An empty file has a place too: readers look at it.
            _offsets.Add(entry.Path, next);
            next = AlignUp(next + entry.Length, BlockSize);
        }

        PartitionOffset = AlignUp(next, PartitionAlignment);
        foreach (var entry in Tree.Entries.Where(IsShared))
        {
            _offsets.Add(entry.Path, PartitionOffset + entry.PartitionOffset.GetValueOrDefault());
        }

        _offsets.Add(Iso9660Tree.BootCatalogPath, catalog);
    }

    // By depth, then by parent, then by name (ECMA-119, 6.9.1): what a walk in breadth finds.
    private static List<IsoDirectory> InPathTableOrder(IsoDirectory root)
    {
        var found = new List<IsoDirectory> { root };
        for (var index = 0; index < found.Count; index++)
        {
            found.AddRange(found[index].Directories);
        }

        return found;
    }

    private static long AlignUp(long value, long alignment) => (value + alignment - 1) / alignment * alignment;
}
