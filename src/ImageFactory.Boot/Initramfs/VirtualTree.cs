using System.Collections.Immutable;
using ImageFactory.Formats.SquashFs;

namespace ImageFactory.Boot.Initramfs;

/// <summary>The tree of a virtual extension that consists of one file.</summary>
internal static class VirtualTree
{
    /// <summary>Directories 0755, owned by root and from 1970, in every image of the schematic.</summary>
    private const int DirectoryMode = 0b111_101_101;

    /// <summary>A tree with one file.</summary>
    /// <param name="path">Where it is, for example <c>usr/share/x</c>.</param>
    /// <param name="file">The file.</param>
    public static SquashFsTree Of(string path, SquashFsFile file)
    {
        SquashFsNode node = file;
        SquashFsDirectory? root = null;
        foreach (var name in path.Split('/').Reverse())
        {
            root = Directory(name, node);
            node = root;
        }

        return new SquashFsTree(root!); // a path has at least one name
    }

    private static SquashFsDirectory Directory(string name, SquashFsNode entry) => new()
    {
        Mode = DirectoryMode,
        Uid = 0,
        Gid = 0,
        ModificationTime = 0,
        Entries = ImmutableDictionary.Create<string, SquashFsNode>(StringComparer.Ordinal).Add(name, entry),
    };
}
