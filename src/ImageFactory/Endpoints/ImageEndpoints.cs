using ImageFactory.Assets;
using Microsoft.Net.Http.Headers;

namespace ImageFactory.Endpoints;

/// <summary>Boot assets by schematic ID, version and file name.</summary>
internal static class ImageEndpoints
{
    private static readonly string[] Reading = ["GET", "HEAD"];

    public static void MapImages(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/image/{id}/{version}/{file}", Reading, GetAsync);

    private static async Task<IResult> GetAsync(
        HttpResponse response,
        string id,
        string version,
        string file,
        string? filename,
        AssetPipeline pipeline,
        CancellationToken cancellationToken)
    {
        var asset = await pipeline.GetAsync(new AssetRequest(id, version, file), IgnoredProgress.Instance, cancellationToken);
        response.Headers.ContentDisposition = DownloadName.Disposition(filename, file);
        return Results.Stream(
            pipeline.Open(asset),
            MediaType.Of(file),
            entityTag: new EntityTagHeaderValue($"\"{asset.PlanHash}\""),
            enableRangeProcessing: true);
    }
}
