using ImageFactory.Assets;
using ImageFactory.Assets.Artifacts;

namespace ImageFactory.Endpoints;

/// <summary>Probes of orchestrators.</summary>
internal static class HealthEndpoints
{
    private static readonly string[] Reading = ["GET", "HEAD"];

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/healthz", Reading, () => Results.Ok());
        routes.MapMethods("/readyz", Reading, ReadyAsync);
    }

    private static async Task<IResult> ReadyAsync(ReleaseSource releases, CancellationToken cancellationToken)
    {
        try
        {
            await releases.ListVersionsAsync(cancellationToken);
            return Results.Ok();
        }
        catch (FactoryException)
        {
            // The source has never answered, not even before a restart.
            return Results.Text("not ready\n", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
