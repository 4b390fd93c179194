using ImageFactory.Assets;
using ImageFactory.Errors;
using ImageFactory.Formats.Extents;
using ImageFactory.Installers;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Endpoints;

/// <summary>Installers as a registry (OCI distribution specification 1.1, pulling).</summary>
internal static class RegistryEndpoints
{
    private static readonly byte[] EmptyIndex = new ImageIndex { MediaType = MediaTypes.ImageIndex, Manifests = [] }.ToBytes();

    private static readonly string[] Reading = ["GET", "HEAD"];

    public static void MapRegistry(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/v2", Reading, Greet);
        routes.MapMethods("/v2/{image}/{id}/tags/list", Reading, (
            HttpContext context, string image, string id, int? n, string? last, InstallerRegistry registry, CancellationToken cancellationToken) =>
            AnswerAsync(context, image, id, _ => ListTagsAsync(context, $"{image}/{id}", new TagPage(n, last), registry, cancellationToken)));
        routes.MapMethods("/v2/{image}/{id}/manifests/{reference}", Reading, (
            HttpContext context, string image, string id, string reference, RegistryDelivery delivery, CancellationToken cancellationToken) =>
            AnswerAsync(context, image, id, repository => delivery.ManifestAsync(context, repository, reference, cancellationToken)));
        routes.MapMethods("/v2/{image}/{id}/blobs/{digest}", Reading, (
            HttpContext context, string image, string id, string digest, RegistryDelivery delivery, CancellationToken cancellationToken) =>
            AnswerAsync(context, image, id, repository => delivery.BlobAsync(context, repository, digest, cancellationToken)));
        routes.MapMethods("/v2/{image}/{id}/referrers/{digest}", Reading, (
            HttpContext context, string image, string id, string digest, string? artifactType) =>
            AnswerAsync(context, image, id, _ => Task.FromResult(Refer(context, digest, artifactType))));
    }

    private static IResult Greet(HttpContext context)
    {
        SetVersion(context);
        return Results.Text("{}", "application/json");
    }

    private static async Task<IResult> ListTagsAsync(
        HttpContext context, string name, TagPage page, InstallerRegistry registry, CancellationToken cancellationToken)
    {
        var (tags, hasMore) = page.Of(await registry.ListTagsAsync(cancellationToken));
        if (hasMore)
        {
            context.Response.Headers.Link = $"</v2/{name}/tags/list?n={tags.Count}&last={tags[^1]}>; rel=\"next\"";
        }

        return Json.Of(new TagsDocument(name, tags), JsonDocuments.Default.TagsDocument);
    }

    // Nothing refers to an installer yet; a client that asks is told so as the specification wants it, not by an error.
    private static IResult Refer(HttpContext context, string digest, string? artifactType)
    {
        if (!Digest.TryParse(digest, out _))
        {
            return RegistryErrors.Of(StatusCodes.Status400BadRequest, "DIGEST_INVALID", "What is referred to is named by its digest.");
        }

        if (artifactType is not null)
        {
            context.Response.Headers["OCI-Filters-Applied"] = "artifactType";
        }

        return Results.Bytes(EmptyIndex, MediaTypes.ImageIndex);
    }

    private static void SetVersion(HttpContext context) => context.Response.Headers["Docker-Distribution-Api-Version"] = "registry/2.0";

    private static async Task<IResult> AnswerAsync(
        HttpContext context, string image, string id, Func<InstallerRepository, Task<IResult>> answer)
    {
        SetVersion(context);
        if (!InstallerRepository.TryParse(image, id, out var repository))
        {
            return RegistryErrors.Of(
                StatusCodes.Status404NotFound,
                "NAME_UNKNOWN",
                "There is no such repository; there is [<platform>-]installer[-secureboot]/<schematic ID>.");
        }

        try
        {
            return await answer(repository);
        }
        catch (FactoryException exception)
        {
            context.Response.Headers.RetryAfter = ErrorStatus.RetryAfter(exception.Error);
            return RegistryErrors.Of(ErrorStatus.Of(exception.Error), RegistryErrors.CodeOf(exception.Error), exception.Message);
        }
    }
}
