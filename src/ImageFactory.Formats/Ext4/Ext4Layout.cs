using System.Text;
using ImageFactory.Formats.Archives;

namespace ImageFactory.Formats.Ext4;

/// <summary>Where everything of an ext4 file system lies.</summary>
public sealed class Ext4Layout
{
    private const long LargestSize = 8L << 40;
    private const int LongestLabel = 16;
    private const int RootPermissions = 0x1ED;
    private const int LostPermissions = 0x1C0;

    private Ext4Layout(Ext4Options options, List<Ext4Node> nodes)
    {
        Options = options;
        Nodes = nodes;
        Geometry = GeometryOf(options.Size / Ext4Geometry.BlockSize, nodes);
        Used = Geometry.FirstContent;
        foreach (var node in nodes)
        {
            node.Start = Used;
            Used += node.ExtentBlocks + node.Blocks;
        }
    }

    /// <summary>How it is made.</summary>
    public Ext4Options Options { get; }

    internal Ext4Geometry Geometry { get; }

    /// <summary>The root, <c>lost+found</c> and the entries of the tree.</summary>
    internal IReadOnlyList<Ext4Node> Nodes { get; }

    /// <summary>The blocks in use, all in front.</summary>
    internal long Used { get; }

    /// <summary>Lays a file system out.</summary>
    /// <exception cref="ArgumentException">The label or the size is invalid, or the tree does not fit.</exception>
    public static Ext4Layout Create(Ext4Tree tree, Ext4Options options)
    {
        if (options.Label.Length > LongestLabel || !Ascii.IsValid(options.Label))
        {
            throw new ArgumentException($"'{options.Label}' is not a label of up to {LongestLabel} characters of ASCII.", nameof(options));
        }

        if (options.Size is <= 0 or > LargestSize || options.Size % Ext4Geometry.BlockSize != 0)
        {
            throw new ArgumentException($"A file system of {options.Size} bytes is not of whole blocks up to 8 TiB.", nameof(options));
        }

        var layout = new Ext4Layout(options, NodesOf(tree));
        return layout.Geometry.HasInodes && layout.Used <= layout.Geometry.Blocks
            ? layout
            : throw new ArgumentException($"The files do not fit into a file system of {options.Size} bytes.", nameof(options));
    }

    /// <summary>The size in bytes of the smallest file system that holds a tree, in whole blocks.</summary>
    public static long SmallestSize(Ext4Tree tree)
    {
        var nodes = NodesOf(tree);
        var contents = nodes.Sum(node => node.ExtentBlocks + node.Blocks);

        // More blocks can take more groups, and those more tables; a group has as many inodes as its bitmap has bits.
        var blocks = Math.Max(contents, Ext4Geometry.FewestBlocks(Inodes(nodes)));
        while (GeometryOf(blocks, nodes).FirstContent + contents is var needed && needed > blocks)
        {
            blocks = needed;
        }

        return blocks * Ext4Geometry.BlockSize;
    }

    private static Ext4Geometry GeometryOf(long blocks, List<Ext4Node> nodes) => new(blocks, Inodes(nodes));

    // The root is one of those that are reserved, and lost+found has the first of the others.
    private static int Inodes(List<Ext4Node> nodes) => Ext4Geometry.FirstInode + nodes.Count - 2;

    private static List<Ext4Node> NodesOf(Ext4Tree tree)
    {
        var root = new Ext4Node { Inode = Ext4Geometry.RootInode, Permissions = RootPermissions, Content = null };
        var directories = new Dictionary<string, Ext4Node>(StringComparer.Ordinal);
        List<Ext4Node> nodes = [root];
        AddSelf(root, root);
        Add(Ext4Entry.Directory(Ext4Tree.LostAndFound, LostPermissions));
        foreach (var entry in tree.Entries)
        {
            Add(entry);
        }

        return nodes;

        void Add(Ext4Entry entry)
        {
            var node = new Ext4Node
            {
                Inode = (uint)(Ext4Geometry.FirstInode + nodes.Count - 1),
                Permissions = entry.Permissions,
                Content = entry.Content,
            };
            var parent = ArchivePath.Parent(entry.Path) is { } path ? directories[path] : root;
            parent.Names.Add(new Ext4Name(entry.Name, node.Inode, entry.Content is null));
            nodes.Add(node);
            if (entry.Content is null)
            {
                AddSelf(node, parent);
                directories.Add(entry.Path, node);
            }
        }
    }

    private static void AddSelf(Ext4Node node, Ext4Node parent)
    {
        node.Names.Add(new Ext4Name("."u8.ToArray(), node.Inode, IsDirectory: true));
        node.Names.Add(new Ext4Name(".."u8.ToArray(), parent.Inode, IsDirectory: true));
    }
}
