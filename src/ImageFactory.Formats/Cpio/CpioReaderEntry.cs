namespace ImageFactory.Formats.Cpio;

/// <summary>One entry of an archive that is being read.</summary>
public sealed record CpioReaderEntry
{
    /// <summary>What the entry is.</summary>
    public required CpioEntryType Type { get; init; }

    /// <summary>The path from the root of the archive, without a slash at either end; empty for the root itself.</summary>
    public required string Path { get; init; }

    /// <summary>The lower twelve bits of the mode.</summary>
    public required int Permissions { get; init; }

    /// <summary>The number of the owner.</summary>
    public required uint UserId { get; init; }

    /// <summary>The number of the group.</summary>
    public required uint GroupId { get; init; }

    /// <summary>Seconds since 1970.</summary>
    public required long ModificationTime { get; init; }

    /// <summary>The inode number: entries of one archive that share it, and have more than one link, are one file.</summary>
    public required uint Inode { get; init; }

    /// <summary>How many links the file has.</summary>
    public required uint LinkCount { get; init; }

    /// <summary>The major number of a device.</summary>
    public required uint DeviceMajor { get; init; }

    /// <summary>The minor number of a device.</summary>
    public required uint DeviceMinor { get; init; }

    /// <summary>The length of the content of a file in bytes; of several links of one file only the last has content.</summary>
    public required long Length { get; init; }

    /// <summary>The target of a symbolic link, else null.</summary>
    public required string? LinkTarget { get; init; }

    /// <summary>The content of a file, to be read before the reader goes on.</summary>
    public required Stream Content { get; init; }
}
