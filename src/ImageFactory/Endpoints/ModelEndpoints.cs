using ImageFactory.Assets;
using ImageFactory.Assets.Evidence;
using ImageFactory.Assets.Models;
using ImageFactory.Assets.Profiles;
using ImageFactory.Keys;

namespace ImageFactory.Endpoints;

/// <summary>All assets of a schematic and a version, and the documents about them.</summary>
internal static class ModelEndpoints
{
    private static readonly string[] Reading = ["GET", "HEAD"];

    public static void MapModels(this IEndpointRouteBuilder routes) => routes.MapMethods("/models/{id}/{version}", Reading, ListAsync);

    private static async Task<IResult> ListAsync(
        [AsParameters] ModelRequest request, ModelSource models, SbomSource sboms, ImageSigner signer, CancellationToken cancellationToken)
    {
        var query = new ModelQuery(
            request.Platform is null ? null : PlatformOf(request.Platform),
            request.Arch is null ? null : ArchitectureQuery.Of(request.Arch),
            request.All ?? false);
        var (id, version) = (request.Id, request.Version);
        var assets = await models.ListAsync(id, version, query, cancellationToken);
        var documents = new List<ListedDocument>();
        foreach (var architecture in Enum.GetValues<Architecture>().Where(each => query.Architecture is null || query.Architecture == each))
        {
            var planned = await sboms.PlanAsync(id, version, architecture.Name(), SbomFormat.Spdx, cancellationToken);
            foreach (var order in Enum.GetValues<SbomFormat>().Select(format => planned with { Format = format }))
            {
                var found = await sboms.FindAsync(order, cancellationToken);
                documents.Add(new ListedDocument(order.FileName, order.Path, order.MediaType, found is null ? "on-demand" : "ready", found?.Length));
            }
        }

        return Json.Of(
            new ModelDocument(
                id,
                version,
                [
                    .. assets.Select(asset => ListedAsset.Of(
                        asset, $"/image/{id}/{version}/{asset.Name}", PxeScripts.PathOf(id, version, asset.Name), signer.IsEnabled)),
                ],
                documents),
            JsonDocuments.Default.ModelDocument);
    }

    private static Platform PlatformOf(string name) => Platforms.Find(name) ?? throw new FactoryException(
        FactoryError.InvalidAsset,
        $"'{name}' is no platform; there is {string.Join(", ", Platforms.All.Select(platform => platform.Name))}.");
}
