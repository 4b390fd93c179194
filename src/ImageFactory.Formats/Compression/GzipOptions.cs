namespace ImageFactory.Formats.Compression;

/// <summary>How a gzip member is made.</summary>
public sealed record GzipOptions
{
    /// <summary>The fastest level.</summary>
    public const int LowestLevel = 1;

    /// <summary>The densest level.</summary>
    public const int HighestLevel = 9;

    /// <summary>The compression level, 1 to 9.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in range.</exception>
    public required int Level
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, LowestLevel);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, HighestLevel);
            field = value;
        }
    }

    /// <summary>How many threads compress, at least 1. Any number gives the same bytes; each needs memory for two segments.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in range.</exception>
    public int Threads
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 1;
}
