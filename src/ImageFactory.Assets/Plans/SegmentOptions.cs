namespace ImageFactory.Assets.Plans;

/// <summary>How segments are compressed; part of every plan that has segments, because it influences their bytes.</summary>
/// <param name="Codec"><see cref="Zstd"/> or <see cref="Xz"/>.</param>
/// <param name="Level">Its level or preset.</param>
/// <param name="Library">The version of the codec's library: equal settings give other bytes with another version.</param>
public sealed record SegmentOptions(string Codec, int Level, string Library)
{
    public const string Zstd = "zstd";

    public const string Xz = "xz";
}
