using ImageFactory.Formats.Extents;
using ImageFactory.Oci;

namespace ImageFactory.Assets.Overlays;

/// <summary>An overlay image.</summary>
/// <param name="Host">The registry, for an image of others; null for one of the release.</param>
/// <param name="Repository">The repository.</param>
/// <param name="Digest">The digest of its index or manifest.</param>
public sealed record OverlayReference(string? Host, string Repository, Digest Digest)
{
    /// <summary>As the source of the image is asked for it.</summary>
    public Reference ToReference() => Reference.ToDigest(RepositoryName.Parse(Repository), Digest);

    /// <inheritdoc/>
    public override string ToString() => $"{(Host is null ? string.Empty : Host + "/")}{Repository}@{Digest}";
}
