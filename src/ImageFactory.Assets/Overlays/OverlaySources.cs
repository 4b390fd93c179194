using ImageFactory.Oci;
using ImageFactory.Oci.Content;

namespace ImageFactory.Assets.Overlays;

/// <summary>Where overlay images come from: the source of the releases, and the registries that the operator allows.</summary>
/// <param name="Releases">The source of official overlays.</param>
/// <param name="Allowed">The registries; the first that an image belongs to is asked.</param>
public sealed record OverlaySources(IContentSource Releases, IReadOnlyList<OverlayRegistry> Allowed)
{
    /// <summary>What is asked for an image that somebody names; null when it is not of an allowed registry.</summary>
    public IContentSource? Find(Reference image) => image.Host is { } host ? Find(host, image.Repository.ToString()) : null;

    /// <summary>What is asked for an image.</summary>
    /// <exception cref="FactoryException">It is not of an allowed registry.</exception>
    public IContentSource Of(OverlayReference image) => image.Host is not { } host
        ? Releases
        : Find(host, image.Repository)
            ?? throw new FactoryException(FactoryError.InvalidCombination, $"This factory takes no overlays from {host}/{image.Repository}.");

    private IContentSource? Find(string host, string repository) =>
        Allowed.FirstOrDefault(registry => registry.Contains(host, repository))?.Source;
}
