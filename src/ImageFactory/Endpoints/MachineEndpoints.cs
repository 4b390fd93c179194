using ImageFactory.Assets.Overlays;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Profiles;
using ImageFactory.Configuration;

namespace ImageFactory.Endpoints;

/// <summary>What machines there are, and what this factory does for them: what a form has to know before anybody chose a version.</summary>
internal static class MachineEndpoints
{
    private static readonly string[] Reading = ["GET", "HEAD"];

    public static void MapMachines(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/about", Reading, About);
        routes.MapMethods("/platforms", Reading, ListPlatforms);
        routes.MapMethods("/boards", Reading, ListBoards);
    }

    private static IResult About(FactoryOptions options, PlanOptions plans) => Json.Of(
        new AboutDocument(
            BuilderVersion.Name,
            plans.ExternalUrl,
            (options.ExternalPxeUrl ?? plans.ExternalUrl).TrimEnd('/'),
            options.SecureBoot is { Enabled: true },
            options.EmbeddedConfiguration),
        JsonDocuments.Default.AboutDocument);

    // A platform without boot methods has no assets to choose.
    private static IResult ListPlatforms() => Json.Of(
        [.. Platforms.All.Where(platform => platform.BootMethods.Count > 0).Select(ListedPlatform.Of)],
        JsonDocuments.Default.IReadOnlyListListedPlatform);

    private static IResult ListBoards() => Json.Of([.. Boards.All.Select(ListedBoard.Of)], JsonDocuments.Default.IReadOnlyListListedBoard);
}
