using System.Buffers;
using ImageFactory.Assets.Build;
using ImageFactory.Formats.Extents;
using Microsoft.Net.Http.Headers;

namespace ImageFactory.Delivery;

/// <summary>
/// Answers with a content, or the parts of it that the request wants: exact length, strong validator, conditions and ranges
/// (RFC 9110, sections 13 and 14), and the digests when they are known (RFC 9530).
/// </summary>
internal sealed class ContentResult : IResult
{
    // Large enough to cost little for each byte, small enough for thousands of slow clients.
    private const int BufferSize = 256 * 1024;

    /// <summary>The content.</summary>
    public required ExtentMap Content { get; init; }

    /// <summary>Opens the content, or a map of parts of it.</summary>
    public required Func<ExtentMap, Stream> Open { get; init; }

    /// <summary>The content's strong validator, without quotes.</summary>
    public required string EntityTag { get; init; }

    /// <summary>The content's media type.</summary>
    public required string MediaType { get; init; }

    /// <summary>The content's digests, or null.</summary>
    public AssetDigests? Digests { get; init; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var tag = new EntityTagHeaderValue($"\"{EntityTag}\"");
        response.Headers.ETag = tag.ToString();
        response.Headers.AcceptRanges = "bytes";
        if (Digests is not null)
        {
            response.Headers["Repr-Digest"] = $"sha-256=:{Base64(Digests.Sha256)}:, sha-512=:{Base64(Digests.Sha512)}:";
        }

        response.ContentType = MediaType;
        var body = HttpMethods.IsGet(httpContext.Request.Method)
            ? Select(response, ByteRanges.Select(httpContext.Request.GetTypedHeaders(), tag, Content.Length))
            : Content;
        response.ContentLength = body.Length;
        if (HttpMethods.IsGet(httpContext.Request.Method) && body.Length > 0)
        {
            await using var stream = Open(body);
            await CopyAsync(stream, response.Body, httpContext.RequestAborted);
        }
    }

    private ExtentMap Select(HttpResponse response, IReadOnlyList<ByteRange>? parts)
    {
        switch (parts)
        {
            case null:
                return Content;
            case []:
                response.Headers.ContentRange = $"bytes */{Content.Length}";
                throw new BadHttpRequestException(
                    $"The content has {Content.Length} bytes; none of the ranges is in it.", StatusCodes.Status416RangeNotSatisfiable);
            case [var part]:
                response.StatusCode = StatusCodes.Status206PartialContent;
                response.Headers.ContentRange = $"bytes {part.Offset}-{part.End - 1}/{Content.Length}";
                return Content.Slice(part.Offset, part.Length);
            default:
                response.StatusCode = StatusCodes.Status206PartialContent;
                response.ContentType = $"multipart/byteranges; boundary={Boundary}";
                return MultipartRanges.Map(Content, parts, MediaType, Boundary);
        }
    }

    // No content can hold the hash of what it is made from.
    private string Boundary => EntityTag;

    private static async Task CopyAsync(Stream content, Stream body, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            int count;
            while ((count = await content.ReadAsync(buffer, cancellationToken)) > 0)
            {
                await body.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static string Base64(string hexadecimal) => Convert.ToBase64String(Convert.FromHexString(hexadecimal));
}
