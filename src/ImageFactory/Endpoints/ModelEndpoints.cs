using ImageFactory.Assets;
using ImageFactory.Assets.Models;
using ImageFactory.Assets.Profiles;

namespace ImageFactory.Endpoints;

/// <summary>All assets of a schematic and a version.</summary>
internal static class ModelEndpoints
{
    private static readonly string[] Reading = ["GET", "HEAD"];

    public static void MapModels(this IEndpointRouteBuilder routes) => routes.MapMethods("/models/{id}/{version}", Reading, ListAsync);

    private static async Task<IResult> ListAsync(
        string id, string version, string? platform, string? arch, bool? all, ModelSource models, CancellationToken cancellationToken)
    {
        var query = new ModelQuery(platform is null ? null : PlatformOf(platform), arch is null ? null : ArchitectureOf(arch), all ?? false);
        var assets = await models.ListAsync(id, version, query, cancellationToken);
        return Json.Of(
            new ModelDocument(id, version, [.. assets.Select(asset => ListedAsset.Of(
                asset, $"/image/{id}/{version}/{asset.Name}", PxeScripts.PathOf(id, version, asset.Name)))]),
            JsonDocuments.Default.ModelDocument);
    }

    private static Platform PlatformOf(string name) => Platforms.Find(name) ?? throw new FactoryException(
        FactoryError.InvalidAsset,
        $"'{name}' is no platform; there is {string.Join(", ", Platforms.All.Select(platform => platform.Name))}.");

    private static Architecture ArchitectureOf(string name) => Architectures.TryParse(name, out var architecture)
        ? architecture
        : throw new FactoryException(FactoryError.InvalidAsset, $"'{name}' is no architecture; there is amd64 and arm64.");
}
