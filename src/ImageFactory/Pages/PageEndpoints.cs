using ImageFactory.Delivery;

namespace ImageFactory.Pages;

/// <summary>The page, the description of the API, and what crawlers and agents read.</summary>
internal static class PageEndpoints
{
    private const string Document = "index.html";

    // Nothing of another origin, nothing inline, nothing around it: what is not named here is not done.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string Revalidated = "public, no-cache";
    private const string KeptForEver = "public, max-age=31536000, immutable";

    private static readonly string[] Reading = ["GET", "HEAD"];

    /// <summary>The addresses under which the page shows its views.</summary>
    public static IReadOnlyList<string> Views { get; } = ["/", "/result", "/lookup", "/compare", "/api"];

    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        var files = new PageFiles();
        foreach (var view in Views)
        {
            routes.MapMethods(view, Reading, (HttpContext context) => AnswerDocument(context, files.Find(Document)!));
        }

        routes.MapMethods("/ui/{revision}/{**path}", Reading, (HttpContext context, string revision, string path) =>
        {
            var caching = string.Equals(revision, files.Revision, StringComparison.Ordinal) ? KeptForEver : Revalidated;
            return files.Find(path) is { } file ? Answer(context, file, caching) : Results.NotFound();
        });
        routes.MapMethods("/openapi.json", Reading, (HttpContext context) => Answer(context, files.OpenApiJson, Revalidated));
        foreach (var name in (string[])["favicon.ico", "llms.txt", "openapi.yaml", "robots.txt"])
        {
            routes.MapMethods("/" + name, Reading, (HttpContext context) => Answer(context, files.Find(name)!, Revalidated));
        }
    }

    private static IResult AnswerDocument(HttpContext context, PageFile document)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return Answer(context, document, Revalidated);
    }

    private static IResult Answer(HttpContext context, PageFile file, string caching)
    {
        var (bytes, encoding, tag) = file.For(context.Request.GetTypedHeaders().AcceptEncoding);
        var headers = context.Response.Headers;
        headers.CacheControl = caching;
        headers.Vary = "Accept-Encoding";
        headers.ETag = tag.ToString();
        headers.XContentTypeOptions = "nosniff";
        if (Preconditions.IsNotModified(context.Request.GetTypedHeaders(), tag))
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        if (encoding is not null)
        {
            headers.ContentEncoding = encoding;
        }

        return new PageResult(bytes, file.MediaType);
    }

    private sealed class PageResult(byte[] bytes, string mediaType) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = mediaType;
            httpContext.Response.ContentLength = bytes.Length;
            if (!HttpMethods.IsHead(httpContext.Request.Method))
            {
                await httpContext.Response.Body.WriteAsync(bytes, httpContext.RequestAborted);
            }
        }
    }
}
