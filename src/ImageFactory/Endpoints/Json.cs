using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ImageFactory.Delivery;
using Microsoft.Net.Http.Headers;

namespace ImageFactory.Endpoints;

/// <summary>JSON answers with an exact length and a final newline, as clients of the reference read them; longer ones compressed for who likes that.</summary>
internal static class Json
{
    public static IResult Of<T>(T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK) =>
        new JsonResult([.. JsonSerializer.SerializeToUtf8Bytes(value, type), (byte)'\n'], status);

    private sealed class JsonResult(byte[] content, int status) : IResult
    {
        // Fits into the first packets anyway.
        private const int ShortestCompressed = 1024;

        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var body = content;
            if (content.Length >= ShortestCompressed)
            {
                httpContext.Response.Headers.Vary = HeaderNames.AcceptEncoding;
                if (ContentCoding.Choose(httpContext.Request.GetTypedHeaders().AcceptEncoding) is { } coding)
                {
                    httpContext.Response.Headers.ContentEncoding = coding;
                    body = ContentCoding.Encode(content, coding, CompressionLevel.Fastest);
                }
            }

            httpContext.Response.StatusCode = status;
            httpContext.Response.ContentType = "application/json";
            httpContext.Response.ContentLength = body.Length;
            if (!HttpMethods.IsHead(httpContext.Request.Method))
            {
                await httpContext.Response.Body.WriteAsync(body, httpContext.RequestAborted);
            }
        }
    }
}
