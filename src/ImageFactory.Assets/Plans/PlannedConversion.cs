namespace ImageFactory.Assets.Plans;

/// <summary>What becomes of a raw disk.</summary>
/// <param name="Format">The format of the disk image.</param>
/// <param name="Codec">What compresses inside of the format; null when nothing does.</param>
/// <param name="Compression">How the image is compressed; null when it is not.</param>
public sealed record PlannedConversion(string Format, string? Codec, string? Compression);
