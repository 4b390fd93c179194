using ImageFactory.Formats.Archives;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Ext4;

/// <summary>A file or a directory of an ext4 file system, owned by root.</summary>
public sealed record Ext4Entry
{
    private const int PermissionMask = 0xFFF;

    private Ext4Entry(string path, int permissions, ExtentMap? content)
    {
        ArchivePath.Require(path, nameof(path));
        ArgumentOutOfRangeException.ThrowIfNegative(permissions);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(permissions, PermissionMask);
        if (content is { Length: > Ext4Geometry.LongestFile })
        {
            throw new ArgumentException($"'{path}' has {content.Length} bytes; a file has up to {Ext4Geometry.LongestFile}.", nameof(content));
        }

        Path = path;
        Permissions = permissions;
        Content = content;
        Name = ArchivePath.EncodeName(path, nameof(path));
    }

    /// <summary>The path from the root, without a slash at either end.</summary>
    public string Path { get; }

    /// <summary>The lower twelve bits of the mode.</summary>
    public int Permissions { get; }

    /// <summary>The content of a file, up to 170 GiB; null for a directory.</summary>
    public ExtentMap? Content { get; }

    internal ReadOnlyMemory<byte> Name { get; }

    /// <summary>A file.</summary>
    /// <exception cref="ArgumentException">The path or a number is invalid, or the content is too long.</exception>
    public static Ext4Entry File(string path, int permissions, ExtentMap content) => new(path, permissions, content);

    /// <summary>A directory.</summary>
    /// <exception cref="ArgumentException">The path or a number is invalid.</exception>
    public static Ext4Entry Directory(string path, int permissions) => new(path, permissions, content: null);
}
