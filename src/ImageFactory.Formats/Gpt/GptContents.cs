using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Gpt;

/// <summary>What the disk of a layout holds.</summary>
public sealed record GptContents
{
    /// <summary>The content of each partition, in the order of the layout; zeros follow what is shorter than its partition.</summary>
    public required IReadOnlyList<ExtentMap> Partitions { get; init; }

    /// <summary>Code that a BIOS starts: up to 446 bytes for the start of the first sector.</summary>
    public ReadOnlyMemory<byte> BootCode { get; init; }

    /// <summary>What lies outside of partitions, such as the first code of a board.</summary>
    public IReadOnlyList<GptRegion> Regions { get; init; } = [];
}
