namespace ImageFactory.Formats.Xfs;

/// <summary>How an XFS file system is made.</summary>
public sealed record XfsOptions
{
    /// <summary>The label: 1 to 12 characters of A-Z, a-z, 0-9, '-' and '_'.</summary>
    public required string Label { get; init; }

    /// <summary>The UUID; not all zeros, for Linux mounts no such file system.</summary>
    public required Guid Uuid { get; init; }

    /// <summary>The time of the root directory in seconds since 1970, from 1901 to 2038: what a signed number of 32 bits holds.</summary>
    public required long RootTime { get; init; }

    /// <summary>The length of the image in bytes: a multiple of 4096 from 300 MiB to 128 GiB.</summary>
    public required long Size { get; init; }

    /// <summary>512 or 4096 bytes; at least that of the disk.</summary>
    public required int SectorSize { get; init; }
}
