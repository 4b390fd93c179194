using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets;

/// <summary>A finished asset: not its bytes, but where they come from.</summary>
/// <param name="Name">The canonical file name.</param>
/// <param name="PlanHash">The hash of everything that influences the bytes, in hexadecimal: a strong validator.</param>
/// <param name="Map">The content.</param>
public sealed record Asset(string Name, string PlanHash, ExtentMap Map);
