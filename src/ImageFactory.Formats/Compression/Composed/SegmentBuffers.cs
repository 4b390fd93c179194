namespace ImageFactory.Formats.Compression.Composed;

/// <summary>How much room segments take.</summary>
internal static class SegmentBuffers
{
    private const int Headers = 4096;

    /// <summary>The most bytes that a segment of so many bytes of content has: what every codec stores what does not compress in.</summary>
    public static int Bound(int length) => length + (length / 128) + Headers;
}
