namespace ImageFactory.Formats.Compression;

/// <summary>Tells cheaply what does not compress.</summary>
internal static class ByteHistogram
{
    private const int Values = 256;

    // The sum of squares is least when all values are as frequent; two percent more are less than a percent of entropy.
    private const long Hundred = 100;
    private const long NearlyUniform = 102;

    /// <summary>
    /// Whether all byte values are about as frequent in a run of some ten thousand bytes, as after compression or encryption.
    /// </summary>
    public static bool IsNearlyUniform(ReadOnlySpan<byte> content)
    {
        Span<int> counts = stackalloc int[Values];
        counts.Clear();
        foreach (var value in content)
        {
            counts[value]++;
        }

        long squares = 0;
        foreach (var count in counts)
        {
            squares += (long)count * count;
        }

        return squares * Values * Hundred <= (long)content.Length * content.Length * NearlyUniform;
    }
}
