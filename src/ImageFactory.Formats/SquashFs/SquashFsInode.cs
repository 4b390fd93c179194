namespace ImageFactory.Formats.SquashFs;

/// <summary>A file system object of an image that was opened by a <see cref="SquashFsReader"/>.</summary>
public sealed record SquashFsInode
{
    internal SquashFsInode()
    {
    }

    /// <summary>What it is.</summary>
    public required SquashFsKind Kind { get; init; }

    /// <summary>The inode number; names of one hard-linked file show the same.</summary>
    public required uint Number { get; init; }

    /// <summary>The permission bits, 0 to 07777 (octal).</summary>
    public required int Mode { get; init; }

    /// <summary>The owner.</summary>
    public required uint Uid { get; init; }

    /// <summary>The group.</summary>
    public required uint Gid { get; init; }

    /// <summary>When the content was last changed, in seconds since 1970.</summary>
    public required uint ModificationTime { get; init; }

    /// <summary>The length of a file or of the target of a symbolic link in bytes, else 0.</summary>
    public long Size { get; init; }

    /// <summary>The major number of a device.</summary>
    public uint DeviceMajor { get; init; }

    /// <summary>The minor number of a device.</summary>
    public uint DeviceMinor { get; init; }

    /// <summary>Where the listing of a directory, the target of a link, or the sizes of the blocks of a file are.</summary>
    internal Reading.TableRange Content { get; init; }

    /// <summary>Where the data of a file is.</summary>
    internal Reading.FileData Data { get; init; }

    internal uint XattrId { get; init; } = SquashFsFormat.None;
}
