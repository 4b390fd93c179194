namespace ImageFactory.Formats.Compression;

/// <summary>How an xz stream is made. The check is always CRC32, the only one that every kernel reads.</summary>
public sealed record XzOptions
{
    /// <summary>The densest preset.</summary>
    public const int HighestPreset = 9;

    /// <summary>The preset, 0 to 9.</summary>
    public required int Preset { get; init; }

    /// <summary>Whether to search longer for the same dictionary: the <c>-e</c> of xz.</summary>
    public bool Extreme { get; init; }

    /// <summary>How many threads compress, at least 1. Any number gives the same bytes.</summary>
    public int Threads { get; init; } = 1;
}
