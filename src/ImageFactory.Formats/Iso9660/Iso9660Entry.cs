using System.Text;
using ImageFactory.Formats.Archives;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Iso9660;

/// <summary>A file, directory or symbolic link of an ISO 9660 file system, owned by root.</summary>
public sealed record Iso9660Entry
{
    private const int PermissionMask = 0xFFF;
    private const int LongestName = 255;

    private Iso9660Entry(Iso9660EntryType type, string path, int permissions, long modificationTime)
    {
        ArchivePath.Require(path, nameof(path));
        ArgumentOutOfRangeException.ThrowIfNegative(permissions);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(permissions, PermissionMask);
        IsoTimestamp.Require(modificationTime, nameof(modificationTime));
        Type = type;
        Path = path;
        Permissions = permissions;
        ModificationTime = modificationTime;
        if (Encoding.UTF8.GetByteCount(Name) > LongestName)
        {
            throw new ArgumentException($"The name of '{path}' has more than {LongestName} bytes.", nameof(path));
        }
    }

    /// <summary>What the entry is.</summary>
    public Iso9660EntryType Type { get; }

    /// <summary>The path from the root, without a slash at either end.</summary>
    public string Path { get; }

    /// <summary>The lower twelve bits of the mode.</summary>
    public int Permissions { get; }

    /// <summary>Seconds since 1970, up to the end of 2155.</summary>
    public long ModificationTime { get; }

    /// <summary>The content of a file that has its own; else empty.</summary>
    public ExtentMap Content { get; private init; } = ExtentMap.Empty;

    /// <summary>The length of a file in bytes; else 0.</summary>
    public long Length { get; private init; }

    /// <summary>Where the content of a file lies in the EFI system partition, in bytes; null when the file has its own content.</summary>
    public long? PartitionOffset { get; private init; }

    /// <summary>Where a symbolic link points to; else null.</summary>
    public string? Target { get; private init; }

    internal string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>A file with its own content.</summary>
    /// <exception cref="ArgumentException">The path or a number is invalid.</exception>
    public static Iso9660Entry File(string path, int permissions, long modificationTime, ExtentMap content) =>
        new(Iso9660EntryType.File, path, permissions, modificationTime) { Content = content, Length = content.Length };

    /// <summary>A file that shows bytes of the EFI system partition, so that they are in the image once.</summary>
    /// <param name="path">The path.</param>
    /// <param name="permissions">The lower twelve bits of the mode.</param>
    /// <param name="modificationTime">Seconds since 1970.</param>
    /// <param name="offset">Where the content lies in the partition: a multiple of 2048 bytes.</param>
    /// <param name="length">The length of the content in bytes.</param>
    /// <exception cref="ArgumentException">The path or a number is invalid.</exception>
    public static Iso9660Entry PartitionFile(string path, int permissions, long modificationTime, long offset, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (offset % Iso9660Layout.BlockSize != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(offset), offset, $"A file starts at a multiple of {Iso9660Layout.BlockSize} bytes.");
        }

        return new Iso9660Entry(Iso9660EntryType.File, path, permissions, modificationTime) { PartitionOffset = offset, Length = length };
    }

    /// <summary>A directory.</summary>
    /// <exception cref="ArgumentException">The path or a number is invalid.</exception>
    public static Iso9660Entry Directory(string path, int permissions, long modificationTime) =>
        new(Iso9660EntryType.Directory, path, permissions, modificationTime);

    /// <summary>A symbolic link; its permissions are 0777, as on Linux.</summary>
    /// <exception cref="ArgumentException">The path, the target or the time is invalid.</exception>
    public static Iso9660Entry SymbolicLink(string path, string target, long modificationTime)
    {
        var isTarget = Encoding.UTF8.GetByteCount(target) is > 0 and <= RockRidge.LongestTarget
            && !target.Contains('\0', StringComparison.Ordinal)
            && target.Split('/').All(name => Encoding.UTF8.GetByteCount(name) <= RockRidge.LongestComponent);
        return isTarget
            ? new Iso9660Entry(Iso9660EntryType.SymbolicLink, path, 0x1FF, modificationTime) { Target = target }
            : throw new ArgumentException($"The symbolic link '{path}' cannot point to '{target}'.", nameof(target));
    }
}
