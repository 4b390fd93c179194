using ImageFactory.Oci;
using ImageFactory.Oci.Content;

namespace ImageFactory.Assets.Artifacts;

/// <summary>
/// Where extensions come from: the source of Talos images, and the registries that the operator names beside it. What a schematic names
/// is fetched from nowhere else.
/// </summary>
/// <param name="talos">The source of Talos images.</param>
public sealed class ExtensionSources(IContentSource talos) : IDisposable
{
    /// <summary>The source of Talos images; it answers for references without a host.</summary>
    public IContentSource Talos { get; } = talos;

    /// <summary>The other registries, by their host with its port in lower case.</summary>
    public IReadOnlyDictionary<string, IContentSource> Registries { get; init; } = new Dictionary<string, IContentSource>(StringComparer.Ordinal);

    /// <summary>What schematics may name of them; nothing by default.</summary>
    public IReadOnlyList<ExtensionRegistry> Allowed { get; init; } = [];

    /// <summary>Whether a schematic must name the digest of an image there: a tag may be another image tomorrow.</summary>
    public bool DigestsRequired { get; init; }

    /// <summary>The catalogues beside the official one, in the order of their precedence.</summary>
    public IReadOnlyList<CatalogueLocation> Catalogues { get; init; } = [];

    /// <summary>The source of a host; that of Talos images for null.</summary>
    /// <exception cref="InvalidDataException">There is no source for it.</exception>
    public IContentSource Of(string? host)
    {
        if (host is null)
        {
            return Talos;
        }

        return Registries.TryGetValue(host.ToLowerInvariant(), out var source)
            ? source
            : throw new InvalidDataException($"The registry {host} is not configured.");
    }

    /// <summary>Whether a schematic may name the image.</summary>
    public bool Allows(Reference reference) => Allowed.Any(registry => registry.Allows(reference));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registry in Registries.Values.OfType<IDisposable>())
        {
            registry.Dispose();
        }
    }
}
