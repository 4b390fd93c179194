namespace ImageFactory.Formats.Tar;

/// <summary>An entry of a tar archive, without its content.</summary>
public sealed record TarEntry
{
    /// <summary>The path, without a slash in front or at the end, without <c>.</c> and <c>..</c>; empty for the root.</summary>
    public required string Path { get; init; }

    /// <summary>What it is.</summary>
    public required TarEntryType Type { get; init; }

    /// <summary>The permission bits, 0 to 07777 (octal).</summary>
    public required int Mode { get; init; }

    /// <summary>When the content was last changed, in seconds since 1970.</summary>
    public required long ModificationTime { get; init; }

    /// <summary>The length of the content in bytes; 0 for everything but a file.</summary>
    public long Size { get; init; }

    /// <summary>The owner.</summary>
    public int Uid { get; init; }

    /// <summary>The group.</summary>
    public int Gid { get; init; }

    /// <summary>Where a symbolic link points, as it stands there; for a hard link the path of the file.</summary>
    public string LinkTarget { get; init; } = string.Empty;

    /// <summary>The major number of a device.</summary>
    public int DeviceMajor { get; init; }

    /// <summary>The minor number of a device.</summary>
    public int DeviceMinor { get; init; }

    /// <summary>Extended attributes by name (PAX records <c>SCHILY.xattr.*</c>).</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Xattrs { get; init; } =
        new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
}
