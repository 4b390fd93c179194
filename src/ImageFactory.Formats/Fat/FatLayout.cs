using ImageFactory.Formats.Archives;

namespace ImageFactory.Formats.Fat;

/// <summary>Where everything of a FAT32 file system lies. Every file and directory is in one piece.</summary>
public sealed class FatLayout
{
    private readonly Dictionary<string, FatRun> _runs = new(StringComparer.Ordinal);
    private readonly List<FatRun> _chains = [];

    private FatLayout(FatTree tree, FatOptions options)
    {
        Options = options;
        Geometry = FatGeometry.Create(options);
        var children = tree.Entries.ToLookup(entry => ArchivePath.Parent(entry.Path) ?? string.Empty, StringComparer.Ordinal);
        Root = new FatDirectory(null, [.. children[string.Empty]]);
        Directories = tree.Entries.Where(entry => entry.Content is null)
            .ToDictionary(entry => entry.Path, entry => new FatDirectory(entry, [.. children[entry.Path]]), StringComparer.Ordinal);
        Place(tree);
        Placements = [.. tree.Entries.Select(entry => new FatPlacement(entry, OffsetOf(entry.Path)))];
    }

    /// <summary>How the file system is made.</summary>
    public FatOptions Options { get; }

    /// <summary>The files and directories in their order.</summary>
    public IReadOnlyList<FatPlacement> Placements { get; }

    /// <summary>The length of the image in bytes.</summary>
    public long Length => Options.Size;

    internal FatGeometry Geometry { get; }

    internal FatDirectory Root { get; }

    internal IReadOnlyDictionary<string, FatDirectory> Directories { get; }

    /// <summary>All used clusters, in ascending order.</summary>
    internal IReadOnlyList<FatRun> Chains => _chains;

    /// <summary>Lays a file system out.</summary>
    /// <exception cref="ArgumentException">The options contradict each other, or the tree does not fit.</exception>
    public static FatLayout Create(FatTree tree, FatOptions options)
    {
        FatTimestamp.Require(options.LabelTime, nameof(options));
        var isLabel = options.Label.Length is >= 1 and <= FatName.ShortLength
            && options.Label.All(character => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character) || character is '-' or '_');
        return isLabel
            ? new FatLayout(tree, options)
            : throw new ArgumentException($"'{options.Label}' cannot be a volume label of FAT.", nameof(options));
    }

    /// <summary>The first cluster of a file or directory; 0 for an empty file.</summary>
    internal uint ClusterOf(string path) => _runs.TryGetValue(path, out var run) ? run.First : 0;

    private void Place(FatTree tree)
    {
        var next = FatGeometry.FirstCluster;
        next = Take(string.Empty, next, (long)Root.Slots * FatDirectoryEntry.Size);
        foreach (var entry in tree.Entries)
        {
            next = entry.Content is { } content
                ? Take(entry.Path, AlignUp(next), content.Length)
                : Take(entry.Path, next, (long)Directories[entry.Path].Slots * FatDirectoryEntry.Size);
        }
    }

    private uint Take(string path, uint first, long length)
    {
        var count = Geometry.ClustersFor(length);
        if (first + count > FatGeometry.FirstCluster + Geometry.Clusters)
        {
            throw new ArgumentException(
                $"'{path}' does not fit: the file system has {Geometry.Clusters} clusters of {Geometry.ClusterSize} bytes.", nameof(path));
        }

        if (count > 0)
        {
            var run = new FatRun(first, (uint)count);
            _runs.Add(path, run);
            _chains.Add(run);
        }

        return first + (uint)count;
    }

    // The data area starts at a multiple of the alignment, so only the clusters in it count.
    private uint AlignUp(uint cluster)
    {
        var clusters = (uint)Math.Max(Options.ContentAlignment / Geometry.ClusterSize, 1);
        var rest = (cluster - FatGeometry.FirstCluster) % clusters;
        return rest == 0 ? cluster : cluster + clusters - rest;
    }

    private long OffsetOf(string path) => _runs.TryGetValue(path, out var run) ? Geometry.OffsetOf(run.First) : 0;
}
