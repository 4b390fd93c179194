namespace ImageFactory.Formats.Compression;

/// <summary>How much a compressed stream from outside may become.</summary>
public sealed record DecompressionLimits
{
    /// <summary>The most bytes that may come out; at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in range.</exception>
    public required long MaxBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    /// <summary>The most bytes that may come out for each byte that went in, at least 1; the first MiB is free.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in range.</exception>
    public required int MaxRatio
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    }
}
