namespace ImageFactory.Formats.Ext4;

/// <summary>How an ext4 file system is made.</summary>
public sealed record Ext4Options
{
    /// <summary>The label: up to 16 characters of ASCII.</summary>
    public required string Label { get; init; }

    /// <summary>The UUID, which seeds the checksums too.</summary>
    public required Guid Uuid { get; init; }

    /// <summary>What seeds the hashes of names, should a directory get an index later.</summary>
    public required Guid HashSeed { get; init; }

    /// <summary>All times in the file system, in seconds since 1970.</summary>
    public required uint Time { get; init; }

    /// <summary>The length of the image in bytes: a multiple of 4096 up to 8 TiB.</summary>
    public required long Size { get; init; }
}
