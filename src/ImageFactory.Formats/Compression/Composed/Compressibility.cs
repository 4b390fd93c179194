namespace ImageFactory.Formats.Compression.Composed;

/// <summary>Tells in little time whether content is worth the time of a slow codec: most of an image is compressed already.</summary>
internal static class Compressibility
{
    private const int TrialLevel = 1;

    /// <summary>Whether so many bytes of output are so few that it is worth trying for less.</summary>
    public static bool IsWorth(int compressed, int content) => compressed < LeastWorth(content);

    /// <summary>Whether the content is worth compressing.</summary>
    /// <param name="scratch">Room for <see cref="SegmentBuffers.Bound"/> bytes, which are overwritten.</param>
    public static bool IsWorthCompressing(ReadOnlySpan<byte> content, byte[] scratch)
    {
        using var trial = new ZstdBlockCodec(TrialLevel);
        return trial.TryCompress(content, scratch.AsSpan(0, LeastWorth(content.Length)), out _);
    }

    // Less than a fiftieth is not worth it.
    private static int LeastWorth(int content) => content - (content / 50);
}
