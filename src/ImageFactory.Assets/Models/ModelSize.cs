namespace ImageFactory.Assets.Models;

/// <summary>How long an asset is.</summary>
/// <param name="Length">The length in bytes.</param>
/// <param name="IsExact">Whether it has exactly so many.</param>
public sealed record ModelSize(long Length, bool IsExact);
