namespace ImageFactory.Formats.Compression.Composed;

/// <summary>The codecs of composed streams.</summary>
internal static class SegmentCodecs
{
    /// <summary>The codec that compresses so.</summary>
    /// <exception cref="DllNotFoundException">A library that compresses is not installed.</exception>
    public static ISegmentCodec Of(ComposedOptions options) => options.Kind switch
    {
        CompressionKind.Gzip => new GzipMember(options.Level),
        CompressionKind.Xz => new XzStream(options.Level),
        _ => new ZstdFrames(options.Level),
    };
}
