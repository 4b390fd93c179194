namespace ImageFactory.Sample.Table;

/// <summary>What is in <c>rootfs.sqsh</c>.</summary>
internal sealed record RootfsTable
{
    /// <summary>Empty directories.</summary>
    public required IReadOnlyList<string> Directories { get; init; }

    /// <summary>The files of every variant.</summary>
    public required IReadOnlyList<FileRow> Files { get; init; }

    /// <summary>Symbolic links among the programs: target by name.</summary>
    public required IReadOnlyDictionary<string, string> Links { get; init; }

    /// <summary>The kernel modules of every variant, to which come those that they need.</summary>
    public required IReadOnlyList<string> Modules { get; init; }

    /// <summary>The variants by name.</summary>
    public required IReadOnlyDictionary<string, RootfsVariant> Variants { get; init; }
}
