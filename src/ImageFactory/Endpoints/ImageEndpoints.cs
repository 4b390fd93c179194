using ImageFactory.Assets;

namespace ImageFactory.Endpoints;

/// <summary>Boot assets by schematic ID, version and file name.</summary>
internal static class ImageEndpoints
{
    private static readonly string[] Reading = ["GET", "HEAD"];

    public static void MapImages(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/image/{id}/{version}/{file}", Reading, GetAsync);

    private static Task<IResult> GetAsync(
        HttpContext context,
        string id,
        string version,
        string file,
        string? filename,
        AssetDelivery delivery,
        CancellationToken cancellationToken) =>
        delivery.AnswerAsync(context, new AssetRequest(id, version, file), filename, cancellationToken);
}
