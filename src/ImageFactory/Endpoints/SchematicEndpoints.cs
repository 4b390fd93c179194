using System.Text;
using ImageFactory.Assets;
using ImageFactory.Assets.Models;
using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Schematics;
using ImageFactory.Delivery;
using ImageFactory.Upstream;

namespace ImageFactory.Endpoints;

/// <summary>Schematics: create one, read one, ask what one would be refused for.</summary>
internal static class SchematicEndpoints
{
    // The largest document that the decoder accepts, with room for its error to name a limit rather than the transport's.
    private const int LongestBody = 1024 * 1024 + 1;

    public static void MapSchematics(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/schematics", CreateAsync);
        routes.MapPost("/schematics/validate", ValidateAsync);
        routes.MapMethods("/schematics/{id}", ["GET", "HEAD"], ReadAsync);
    }

    private static async Task<IResult> CreateAsync(
        HttpContext context, SchematicStore schematics, SchematicQuota quota, CancellationToken cancellationToken)
    {
        var document = await ReadBodyAsync(context.Request, cancellationToken);
        var stored = await schematics.CreateAsync(document, () => quota.Count(context), cancellationToken);
        var answer = new CreatedSchematic(stored.Id.ToString(), Encoding.UTF8.GetString(stored.Canonical.Span));
        return Json.Of(answer, JsonDocuments.Default.CreatedSchematic, StatusCodes.Status201Created);
    }

    private static async Task<IResult> ValidateAsync(
        string? version, string? arch, HttpContext context, SchematicReview review, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(version))
        {
            throw new FactoryException(FactoryError.InvalidVersion, "Say for which Talos version, for example /schematics/validate?version=v1.13.0.");
        }

        var architecture = ArchitectureQuery.Of(arch ?? Architecture.Amd64.Name());
        var document = await ReadBodyAsync(context.Request, cancellationToken);
        var report = await review.ReviewAsync(document, version, architecture, cancellationToken);
        return Json.Of(ValidatedSchematic.Of(report), JsonDocuments.Default.ValidatedSchematic);
    }

    // Another factory that asks is told what is kept: two factories that ask each other would never end.
    private static async Task<IResult> ReadAsync(string id, HttpContext context, SchematicStore schematics, CancellationToken cancellationToken)
    {
        var stored = UpstreamFactory.Asks(context.Request)
            ? await schematics.GetKeptAsync(id, cancellationToken)
            : await schematics.GetAsync(id, cancellationToken);
        return Results.Bytes(stored.Canonical, "application/yaml");
    }

    private static Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken) => BoundedBody.ReadAsync(
        request.Body, LongestBody, () => new FactoryException(FactoryError.InvalidSchematic, "A schematic has at most 1 MiB."), cancellationToken);
}
