using ImageFactory.Formats.Ext4;
using ImageFactory.Formats.Iso9660;

namespace ImageFactory.Boot.Cache;

/// <summary>The container images that a machine finds on its boot medium, as files in order of their paths.</summary>
public sealed class CacheTree
{
    private const int FileMode = 0b110_100_100;
    private const int DirectoryMode = 0b111_101_101;
    private const string IsoDirectory = "imagecache";

    /// <summary>The tree of some files; their directories follow from the paths.</summary>
    public CacheTree(IEnumerable<CacheFile> files)
    {
        Files = [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
        Directories = [.. Files.SelectMany(file => Parents(file.Path)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>The files.</summary>
    public IReadOnlyList<CacheFile> Files { get; }

    /// <summary>The paths of all directories, each before what it holds.</summary>
    public IReadOnlyList<string> Directories { get; }

    /// <summary>The tree for the partition of a disk.</summary>
    /// <exception cref="ArgumentException">A path is there twice, or is none for the file system.</exception>
    internal Ext4Tree ToExt4() => new(
    [
        .. Directories.Select(path => Ext4Entry.Directory(path, DirectoryMode)),
        .. Files.Select(file => Ext4Entry.File(file.Path, FileMode, file.Content)),
    ]);

    /// <summary>The tree below <c>imagecache</c> of an ISO.</summary>
    internal IEnumerable<Iso9660Entry> ToIso(uint time) =>
    [
        Iso9660Entry.Directory(IsoDirectory, DirectoryMode, time),
        .. Directories.Select(path => Iso9660Entry.Directory($"{IsoDirectory}/{path}", DirectoryMode, time)),
        .. Files.Select(file => Iso9660Entry.File($"{IsoDirectory}/{file.Path}", FileMode, time, file.Content)),
    ];

    private static IEnumerable<string> Parents(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            yield return path[..slash];
        }
    }
}
