using ImageFactory.Formats.Extents;
using ImageFactory.Oci;
using ImageFactory.Oci.Layout;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ImageFactory.Tests.Service;

/// <summary>A registry over an image layout whose blobs break off in the middle, as often as they are asked for.</summary>
internal sealed class BreakingRegistry : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly LayoutSource _source;
    private readonly string _layout;

    private BreakingRegistry(WebApplication server, string layout)
    {
        _server = server;
        _source = new LayoutSource(layout);
        _layout = layout;
    }

    /// <summary>Whether blobs break off now.</summary>
    public bool Breaks { get; set; } = true;

    /// <summary>Its address as a source.</summary>
    public string Address => _server.Urls.First();

    public static async Task<BreakingRegistry> StartAsync(string layout)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var registry = new BreakingRegistry(builder.Build(), layout);
        registry._server.Urls.Add("http://127.0.0.1:0");
        registry._server.Map("/v2/{**path}", registry.AnswerAsync);
        await registry._server.StartAsync();
        return registry;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, string path)
    {
        var segments = path.Split('/');
        var repository = RepositoryName.Parse(string.Join('/', segments[..^2]));
        switch (segments[^2])
        {
            case "tags":
                await context.Response.WriteAsJsonAsync(
                    new { tags = await _source.ListTagsAsync(repository, context.RequestAborted) }, context.RequestAborted);
                break;
            case "manifests":
                await WriteManifestAsync(context, Digest.TryParse(segments[^1], out var digest)
                    ? Reference.ToDigest(repository, digest)
                    : Reference.ToTag(repository, segments[^1]));
                break;
            default:
                await WriteBlobAsync(context, await File.ReadAllBytesAsync(
                    Path.Combine(_layout, "blobs", "sha256", segments[^1][7..]), context.RequestAborted));
                break;
        }
    }

    private async Task WriteManifestAsync(HttpContext context, Reference reference)
    {
        if (await _source.ResolveAsync(reference, context.RequestAborted) is not { } found)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = found.MediaType;
        context.Response.ContentLength = found.Size;
        context.Response.Headers["Docker-Content-Digest"] = found.Digest.ToString();
        if (HttpMethods.IsGet(context.Request.Method))
        {
            await context.Response.BodyWriter.WriteAsync(
                await _source.FetchManifestAsync(reference.Repository, found, context.RequestAborted), context.RequestAborted);
        }
    }

    private async Task WriteBlobAsync(HttpContext context, byte[] content)
    {
        context.Response.ContentLength = content.Length;
        await context.Response.BodyWriter.WriteAsync(content.AsMemory(0, Breaks ? content.Length / 2 : content.Length), context.RequestAborted);
        if (Breaks)
        {
            context.Abort();
        }
    }
}
