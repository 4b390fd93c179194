using ImageFactory.Installers;

namespace ImageFactory.Endpoints;

/// <summary>Installers as a registry (OCI distribution specification 1.1, pulling), and the source images beside them.</summary>
internal static class RegistryEndpoints
{
    private static readonly string[] Reading = ["GET", "HEAD"];

    public static void MapRegistry(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/v2", Reading, Greet);
        routes.MapMethods("/v2/{image}/{id}/tags/list", Reading, (
            HttpContext context, string image, string id, int? n, string? last, InstallerRegistry registry, CancellationToken cancellationToken) =>
            AnswerAsync(context, image, id, async _ =>
                RegistryAnswers.Tags(context, $"{image}/{id}", new TagPage(n, last), await registry.ListTagsAsync(cancellationToken))));
        routes.MapMethods("/v2/{image}/{id}/manifests/{reference}", Reading, (
            HttpContext context, string image, string id, string reference, RegistryDelivery delivery, CancellationToken cancellationToken) =>
            AnswerAsync(context, image, id, repository => delivery.ManifestAsync(context, repository, reference, cancellationToken)));
        routes.MapMethods("/v2/{image}/{id}/blobs/{digest}", Reading, (
            HttpContext context, string image, string id, string digest, RegistryDelivery delivery, CancellationToken cancellationToken) =>
            AnswerAsync(context, image, id, repository => delivery.BlobAsync(context, repository, digest, cancellationToken)));
        routes.MapMethods("/v2/{image}/{id}/referrers/{digest}", Reading, (
            HttpContext context, string image, string id, string digest, string? artifactType, RegistryDelivery delivery, CancellationToken cancellationToken) =>
            AnswerAsync(context, image, id, repository => delivery.ReferrersAsync(context, repository, digest, artifactType, cancellationToken)));
        routes.MapMethods($"/v2/{SourcePath.Namespace}/{{**path}}", Reading, (
            HttpContext context, string? path, string? artifactType, int? n, string? last, SourceDelivery delivery, CancellationToken cancellationToken) =>
            RegistryAnswers.ExplainAsync(context, () => delivery.AnswerAsync(context, path, artifactType, new TagPage(n, last), cancellationToken)));
        routes.Map("/v2/{**path}", Refuse);
    }

    private static IResult Greet(HttpContext context)
    {
        RegistryAnswers.SetVersion(context);
        return Results.Text("{}", "application/json");
    }

    private static IResult Refuse(HttpContext context)
    {
        RegistryAnswers.SetVersion(context);
        return Reading.Contains(context.Request.Method, StringComparer.Ordinal)
            ? RegistryAnswers.Unknown("NAME_UNKNOWN", $"unknown registry path: \"{context.Request.Path}\"")
            : RegistryErrors.Of(StatusCodes.Status405MethodNotAllowed, "UNSUPPORTED", "This registry is for pulling only.");
    }

    private static Task<IResult> AnswerAsync(
        HttpContext context, string image, string id, Func<InstallerRepository, Task<IResult>> answer) =>
        RegistryAnswers.ExplainAsync(context, async () => InstallerRepository.TryParse(image, id, out var repository)
            ? await answer(repository)
            : RegistryAnswers.Unknown(
                "NAME_UNKNOWN", "There is no such repository; there is [<platform>-]installer[-secureboot]/<schematic ID>."));
}
