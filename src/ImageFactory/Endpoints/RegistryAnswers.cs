using ImageFactory.Assets;
using ImageFactory.Delivery;
using ImageFactory.Errors;
using ImageFactory.Installers;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Endpoints;

/// <summary>What the answers of every repository have in common.</summary>
internal static class RegistryAnswers
{
    private const string Version = "registry/2.0";

    /// <summary>Says that this is a registry.</summary>
    public static void SetVersion(HttpContext context) => context.Response.Headers["Docker-Distribution-Api-Version"] = Version;

    /// <summary>An answer; what goes wrong is explained as clients of registries read it.</summary>
    public static async Task<IResult> ExplainAsync(HttpContext context, Func<Task<IResult>> answer)
    {
        SetVersion(context);
        try
        {
            return await answer();
        }
        catch (FactoryException exception)
        {
            context.Response.Headers.RetryAfter = ErrorStatus.RetryAfter(exception.Error);
            return RegistryErrors.Of(ErrorStatus.Of(exception.Error), RegistryErrors.CodeOf(exception.Error), exception.Message);
        }
    }

    /// <summary>A content, which is kept until it is sent.</summary>
    public static ContentResult Show(HttpContext context, AssetPipeline pipeline, RegistryContent found)
    {
        context.Response.RegisterForDispose(pipeline.Use(found.Content));
        context.Response.Headers["Docker-Content-Digest"] = found.Digest.ToString();
        return new ContentResult
        {
            Content = found.Content,
            Open = pipeline.Open,
            EntityTag = found.Digest.Hex,
            MediaType = found.MediaType,
        };
    }

    /// <summary>The part of the tags that a client wants.</summary>
    public static IResult Tags(HttpContext context, string name, TagPage page, IReadOnlyList<string> all)
    {
        var (tags, hasMore) = page.Of(all);
        if (hasMore)
        {
            context.Response.Headers.Link = $"</v2/{name}/tags/list?n={tags.Count}&last={tags[^1]}>; rel=\"next\"";
        }

        return Json.Of(new TagsDocument(name, tags), JsonDocuments.Default.TagsDocument);
    }

    /// <summary>What refers to a manifest, all of it or that of one type.</summary>
    public static IResult Referrers(HttpContext context, IReadOnlyList<Descriptor> all, string? artifactType)
    {
        var shown = all;
        if (artifactType is not null)
        {
            context.Response.Headers["OCI-Filters-Applied"] = "artifactType";
            shown = [.. all.Where(each => string.Equals(each.ArtifactType, artifactType, StringComparison.Ordinal))];
        }

        return Results.Bytes(new ImageIndex { MediaType = MediaTypes.ImageIndex, Manifests = shown }.ToBytes(), MediaTypes.ImageIndex);
    }

    /// <summary>There is no such thing in a repository.</summary>
    public static IResult Unknown(string code, string message) => RegistryErrors.Of(StatusCodes.Status404NotFound, code, message);

    /// <summary>What should be a digest is none.</summary>
    public static IResult NoDigest(string message) => RegistryErrors.Of(StatusCodes.Status400BadRequest, "DIGEST_INVALID", message);
}
