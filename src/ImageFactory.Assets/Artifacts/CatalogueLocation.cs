using System.Diagnostics.CodeAnalysis;
using ImageFactory.Assets.Versions;
using ImageFactory.Oci;

namespace ImageFactory.Assets.Artifacts;

/// <summary>
/// Where a further catalogue of extensions is: <c>[host[:port]/]repository[:tag]</c>. Without a tag each Talos version has its own, as in
/// the official repository; without a host it is in the source of Talos images.
/// </summary>
public sealed record CatalogueLocation
{
    private readonly string _text;
    private readonly bool _isTagged;

    private CatalogueLocation(string text, bool isTagged, string? host)
    {
        _text = text;
        _isTagged = isTagged;
        Host = host;
    }

    /// <summary>The registry's host with its port, or null.</summary>
    public string? Host { get; }

    /// <summary>Reads a location; false when the text is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out CatalogueLocation? location)
    {
        var isTagged = Reference.TryParse(text, out var reference);
        location = isTagged || Reference.TryParse(text + ":v", out reference)
            ? new CatalogueLocation(text!, isTagged, reference!.Host) // both are there when one of the two was read
            : null;
        return location is not null;
    }

    /// <summary>The image with the catalogue of a version.</summary>
    public Reference For(TalosVersion version) => Reference.Parse(_isTagged ? _text : $"{_text}:{version.Tag.Replace('+', '_')}");

    /// <inheritdoc/>
    public override string ToString() => _text;
}
