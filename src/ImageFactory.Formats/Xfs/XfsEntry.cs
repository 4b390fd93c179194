using ImageFactory.Formats.Archives;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Xfs;

/// <summary>A file or a directory of an XFS file system, owned by root.</summary>
public sealed record XfsEntry
{
    private const int PermissionMask = 0xFFF;

    private XfsEntry(string path, int permissions, long modificationTime, ExtentMap? content)
    {
        ArchivePath.Require(path, nameof(path));
        ArgumentOutOfRangeException.ThrowIfNegative(permissions);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(permissions, PermissionMask);
        XfsTimestamp.Require(modificationTime, nameof(modificationTime));
        Path = path;
        Permissions = permissions;
        ModificationTime = modificationTime;
        Content = content;
        Name = ArchivePath.EncodeName(path, nameof(path));
    }

    /// <summary>The path from the root, without a slash at either end.</summary>
    public string Path { get; }

    /// <summary>The lower twelve bits of the mode.</summary>
    public int Permissions { get; }

    /// <summary>Seconds since 1970, from 1901 to 2038; it stands for the other times of the entry too.</summary>
    public long ModificationTime { get; }

    /// <summary>The content of a file; null for a directory.</summary>
    public ExtentMap? Content { get; }

    internal ReadOnlyMemory<byte> Name { get; }

    /// <summary>A file.</summary>
    /// <exception cref="ArgumentException">The path or a number is invalid.</exception>
    public static XfsEntry File(string path, int permissions, long modificationTime, ExtentMap content) =>
        new(path, permissions, modificationTime, content);

    /// <summary>A directory.</summary>
    /// <exception cref="ArgumentException">The path or a number is invalid.</exception>
    public static XfsEntry Directory(string path, int permissions, long modificationTime) =>
        new(path, permissions, modificationTime, content: null);
}
