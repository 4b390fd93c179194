using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Build;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Profiles;

namespace ImageFactory.Endpoints;

/// <summary>What versions there are and what each offers.</summary>
internal static class VersionEndpoints
{
    private static readonly string[] Reading = ["GET", "HEAD"];

    public static void MapVersions(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/versions", Reading, ListAsync);
        routes.MapMethods("/version/{version}/extensions/official", Reading, ListExtensionsAsync);
        routes.MapMethods("/version/{version}/extensions/sizes", Reading, ListExtensionSizesAsync);
        routes.MapMethods("/version/{version}/overlays/official", Reading, ListOverlaysAsync);
    }

    private static async Task<IResult> ListAsync(string? broken, ReleaseSource releases, CancellationToken cancellationToken)
    {
        var listed = string.Equals(broken, "true", StringComparison.Ordinal)
            ? releases.BrokenVersions
            : (await releases.ListVersionsAsync(cancellationToken)).Versions;
        return Json.Of([.. listed.Select(version => version.Tag)], JsonDocuments.Default.IReadOnlyListString);
    }

    private static async Task<IResult> ListExtensionsAsync(string version, ReleaseSource releases, CancellationToken cancellationToken)
    {
        var known = await releases.FindVersionAsync(version, cancellationToken);
        var extensions = await releases.ListExtensionsAsync(known, cancellationToken);
        return Json.Of(
            [.. extensions.Select(row => new ListedExtension(row.Name, row.Reference, row.Digest.ToString(), row.Author, row.Description))],
            JsonDocuments.Default.IReadOnlyListListedExtension);
    }

    private static async Task<IResult> ListExtensionSizesAsync(
        string version, string? arch, ReleaseSource releases, ExtensionSizes sizes, CancellationToken cancellationToken)
    {
        var architecture = ArchitectureQuery.Of(arch ?? Architecture.Amd64.Name());
        var known = await releases.FindVersionAsync(version, cancellationToken);
        var extensions = await releases.ListExtensionsAsync(known, cancellationToken);
        var found = await sizes.FindAllAsync([.. extensions.Select(row => PlannedExtension.Of(row.Name, row))], architecture, cancellationToken);
        return Json.Of(
            [.. extensions.Zip(found, (row, size) => new ListedExtensionSize(row.Name, size))],
            JsonDocuments.Default.IReadOnlyListListedExtensionSize);
    }

    private static async Task<IResult> ListOverlaysAsync(string version, ReleaseSource releases, CancellationToken cancellationToken)
    {
        var known = await releases.FindVersionAsync(version, cancellationToken);
        var overlays = await releases.ListOverlaysAsync(known, cancellationToken);
        return Json.Of(
            [.. overlays.Select(row => new ListedOverlay(row.Name, row.Image, row.Reference, row.Digest.ToString()))],
            JsonDocuments.Default.IReadOnlyListListedOverlay);
    }
}
