namespace ImageFactory.Sample.Table;

/// <summary>What is in one variant of <c>rootfs.sqsh</c> besides.</summary>
internal sealed record RootfsVariant
{
    /// <summary>Whether it has all kernel modules but those of extensions.</summary>
    public required bool AllModules { get; init; }

    /// <summary>More files.</summary>
    public required IReadOnlyList<FileRow> Files { get; init; }
}
