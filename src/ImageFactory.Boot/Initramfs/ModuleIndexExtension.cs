using System.Collections.Immutable;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Kmod;
using ImageFactory.Formats.SquashFs;

namespace ImageFactory.Boot.Initramfs;

/// <summary>
/// The virtual extension <c>modules.dep</c>: the index of the kernel's modules and those of all extensions, as the topmost layer. Each of
/// them lists only its own.
/// </summary>
public static class ModuleIndexExtension
{
    /// <summary>The extension's name, and that of its image without <c>.sqsh</c>.</summary>
    public const string Name = "modules.dep";

    /// <summary>The name of its image at the root of the initramfs.</summary>
    public const string FileName = Name + ".sqsh";

    private const int DirectoryMode = 0b111_101_101;

    private const int FileMode = 0b110_100_100;

    /// <summary>The extension with these files.</summary>
    /// <param name="directory">Where a system has its modules: <c>usr/lib/modules</c> or <c>lib/modules</c>.</param>
    /// <param name="release">The kernel release.</param>
    /// <param name="files">The files <c>modules.*</c>.</param>
    /// <param name="modificationTime">In seconds since 1970.</param>
    public static VirtualExtension Create(
        string directory, string release, IEnumerable<ModuleIndexFile> files, uint modificationTime)
    {
        var nodes = files.ToImmutableDictionary(
            file => file.Name,
            SquashFsNode (file) => new SquashFsFile
            {
                Mode = FileMode,
                Uid = 0,
                Gid = 0,
                ModificationTime = modificationTime,
                Content = SquashFsContent.Of(ExtentMap.OfBytes(file.Content)),
            },
            StringComparer.Ordinal);
        foreach (var name in directory.Split('/').Append(release).Reverse())
        {
            nodes = ImmutableDictionary.Create<string, SquashFsNode>(StringComparer.Ordinal).Add(name, Directory(nodes, modificationTime));
        }

        return new VirtualExtension(Metadata(release), new SquashFsTree(Directory(nodes, modificationTime)));
    }

    /// <summary>What the extension says about itself.</summary>
    /// <param name="release">The kernel release.</param>
    public static ExtensionMetadata Metadata(string release) => new()
    {
        Name = Name,
        Version = release,
        Author = "Talos Machinery",
        Description = "Combined modules.dep for all extensions",
        TalosVersions = string.Empty,
    };

    private static SquashFsDirectory Directory(ImmutableDictionary<string, SquashFsNode> entries, uint modificationTime) => new()
    {
        Mode = DirectoryMode,
        Uid = 0,
        Gid = 0,
        ModificationTime = modificationTime,
        Entries = entries,
    };
}
