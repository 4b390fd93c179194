using ImageFactory.Oci.Content;

namespace ImageFactory.Assets.Overlays;

/// <summary>A registry, or a part of one, from which overlay images of others are taken.</summary>
/// <param name="Prefix">Host and the first parts of repositories, for example <c>ghcr.io/acme</c>.</param>
/// <param name="Source">What is asked for them.</param>
public sealed record OverlayRegistry(string Prefix, IContentSource Source)
{
    /// <summary>Whether a repository of a host belongs to it.</summary>
    public bool Contains(string host, string repository) =>
        $"{host}/{repository}/".StartsWith(Prefix.TrimEnd('/') + '/', StringComparison.Ordinal);
}
