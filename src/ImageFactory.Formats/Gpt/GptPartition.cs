namespace ImageFactory.Formats.Gpt;

/// <summary>A partition that wants a place on a disk.</summary>
public sealed record GptPartition
{
    /// <summary>The longest name in UTF-16 code units.</summary>
    public const int LongestName = 36;

    /// <summary>The name: up to 36 UTF-16 code units, without NUL.</summary>
    public required string Name { get; init; }

    /// <summary>The type, such as one of <see cref="GptPartitionType"/>.</summary>
    public required Guid Type { get; init; }

    /// <summary>The GUID of the partition itself; no two on a disk have the same.</summary>
    public required Guid Id { get; init; }

    /// <summary>The attributes.</summary>
    public GptAttributes Attributes { get; init; }

    /// <summary>The length in bytes, a multiple of the sector size; null for all that is left.</summary>
    public required long? Size { get; init; }
}
