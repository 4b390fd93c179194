using ImageFactory.Assets.Profiles;

namespace ImageFactory.Assets.Models;

/// <summary>An output that a schematic would have.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Size">Its length in bytes, and whether that is exact; null when nobody can tell yet.</param>
/// <param name="Reason">Why it cannot be had; null when it can.</param>
public sealed record ReviewedOutput(AssetName Name, ModelSize? Size, string? Reason);
