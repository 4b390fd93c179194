using System.Text;

namespace ImageFactory.Formats.SquashFs.Writing;

/// <summary>
/// All nodes in the order of their inodes. A directory's listing needs the places of its entries' inodes, so those come first: the
/// directories are taken breadth first and written in the opposite order, each as the inodes of its entries. The entries of
/// a directory thereby have neighbouring places and ascending numbers, so that listings stay short.
/// </summary>
internal sealed class TreePlan
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private TreePlan(PlannedInode root, IReadOnlyList<PlannedInode> directories)
    {
        Root = root;
        Directories = directories;
    }

    public PlannedInode Root { get; }

    /// <summary>All directories, each before those in it.</summary>
    public IReadOnlyList<PlannedInode> Directories { get; }

    public uint InodeCount => Root.Number;

    /// <exception cref="ArgumentException">A node cannot be put into squashfs.</exception>
    public static TreePlan Create(SquashFsTree tree)
    {
        var root = new PlannedInode(tree.Root, [], parent: null);
        NodeRules.Check(tree.Root, "/");
        List<PlannedInode> directories = [root];
        for (var index = 0; index < directories.Count; index++)
        {
            var directory = directories[index];
            directory.Children = PlanChildren(directory);
            directories.AddRange(directory.Children.Where(child => child.Node is SquashFsDirectory));
        }

        Number(root, directories);
        return new TreePlan(root, directories);
    }

    private static void Number(PlannedInode root, List<PlannedInode> directories)
    {
        uint number = 0;
        for (var index = directories.Count - 1; index >= 0; index--)
        {
            foreach (var child in directories[index].Children)
            {
                child.Number = ++number;
            }
        }

        root.Number = number + 1;
    }

    private static PlannedInode[] PlanChildren(PlannedInode directory)
    {
        var entries = ((SquashFsDirectory)directory.Node).Entries;
        var children = new PlannedInode[entries.Count];
        var index = 0;
        foreach (var (name, node) in entries)
        {
            NodeRules.Check(node, name);
            children[index++] = new PlannedInode(node, EncodeName(name), directory);
        }

        Array.Sort(children, (left, right) => left.Name.AsSpan().SequenceCompareTo(right.Name));
        return children;
    }

    private static byte[] EncodeName(string name)
    {
        var bytes = Utf8.GetBytes(name);
        var isName = bytes.Length is > 0 and <= SquashFsFormat.LongestName
            && name is not ("." or "..")
            && !bytes.AsSpan().ContainsAny((byte)0, (byte)'/');
        return isName
            ? bytes
            : throw new ArgumentException($"A directory cannot have the name '{name}': 1 to 255 bytes without '/' and zero.", nameof(name));
    }
}
