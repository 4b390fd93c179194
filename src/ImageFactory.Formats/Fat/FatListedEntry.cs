namespace ImageFactory.Formats.Fat;

/// <summary>What a directory says about a file or a directory.</summary>
internal readonly record struct FatListedEntry
{
    public required string Name { get; init; }

    public required bool IsDirectory { get; init; }

    public required bool IsReadOnly { get; init; }

    public required uint FirstCluster { get; init; }

    public required uint Length { get; init; }

    public required FatTimestamp Time { get; init; }
}
