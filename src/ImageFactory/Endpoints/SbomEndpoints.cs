using ImageFactory.Assets.Evidence;

namespace ImageFactory.Endpoints;

/// <summary>Bills of materials of what a schematic boots, as SPDX and as CycloneDX.</summary>
internal static class SbomEndpoints
{
    private static readonly string[] Reading = ["GET", "HEAD"];

    public static void MapSboms(this IEndpointRouteBuilder routes)
    {
        Map("/spdx/{id}/{version}/{arch}", SbomFormat.Spdx);
        Map("/cyclonedx/{id}/{version}/{arch}", SbomFormat.CycloneDx);

        void Map(string pattern, SbomFormat format) => routes.MapMethods(
            pattern,
            Reading,
            (HttpContext context, string id, string version, string arch, SbomDelivery delivery, CancellationToken cancellationToken) =>
                delivery.AnswerAsync(context, (id, version, arch), format, cancellationToken));
    }
}
