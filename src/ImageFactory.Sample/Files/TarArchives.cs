using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Tar;

namespace ImageFactory.Sample.Files;

/// <summary>Puts trees into tar archives, the layers of images.</summary>
internal static class TarArchives
{
    /// <summary>The map of an archive of the tree.</summary>
    public static ExtentMap Map(FileTree tree) => TarImage.Map(tree.Nodes.Select(node => MemberOf(node.Key, node.Value)));

    private static TarMember MemberOf(string path, TreeNode node)
    {
        var entry = new TarEntry
        {
            Path = path,
            Type = TypeOf(node),
            Mode = node.Mode,
            ModificationTime = SampleTime.Seconds,
            LinkTarget = (node as TreeSymlink)?.Target ?? string.Empty,
        };
        return new TarMember(entry, (node as TreeFile)?.Content ?? ExtentMap.Empty);
    }

    private static TarEntryType TypeOf(TreeNode node) => node switch
    {
        TreeFile => TarEntryType.File,
        TreeSymlink => TarEntryType.Symlink,
        _ => TarEntryType.Directory,
    };
}
