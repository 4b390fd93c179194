using ImageFactory.Assets.Build;
using ImageFactory.Assets.Profiles;

namespace ImageFactory.Assets.Models;

/// <summary>An asset that a schematic and a version have.</summary>
public sealed record ModelAsset
{
    /// <summary>Its name.</summary>
    public required AssetName Name { get; init; }

    /// <summary>Whether it can be had at once.</summary>
    public required ModelState State { get; init; }

    /// <summary>Why it cannot be had; null when it can.</summary>
    public string? Reason { get; init; }

    /// <summary>Its length in bytes, and whether that is exact; null when nobody can tell yet.</summary>
    public ModelSize? Size { get; init; }

    /// <summary>Its digests; null when they were never computed.</summary>
    public AssetDigests? Digests { get; init; }

    /// <summary>Whether it has a unified kernel image, whose measurement can be foretold.</summary>
    public bool IsMeasured { get; init; }

    /// <summary>The job that makes it; null when it is not being made.</summary>
    public string? JobId { get; init; }
}
