using System.Diagnostics.CodeAnalysis;

namespace ImageFactory.Reproduction;

/// <summary>An asset that somebody else made, and the recipe of it.</summary>
/// <param name="SchematicId">The schematic's ID.</param>
/// <param name="Version">The Talos version.</param>
/// <param name="File">The file name.</param>
/// <param name="Factory">The URL of the factory that made it, which is inside of it; null when it is not known.</param>
internal sealed record ReproductionSubject(string SchematicId, string Version, string File, string? Factory)
{
    private const string Route = "/image/";

    /// <summary>Reads the URL of an asset: <c>&lt;factory&gt;/image/&lt;ID&gt;/&lt;version&gt;/&lt;file&gt;</c>.</summary>
    public static bool TryParse(Uri url, [NotNullWhen(true)] out ReproductionSubject? subject)
    {
        subject = null;
        var address = url.GetLeftPart(UriPartial.Path);
        var route = address.LastIndexOf(Route, StringComparison.Ordinal);
        if (route < 0 || address[(route + Route.Length)..].Split('/') is not [var id, var version, var file] || file.Length == 0)
        {
            return false;
        }

        subject = new ReproductionSubject(id, version, Uri.UnescapeDataString(file), address[..route]);
        return true;
    }
}
