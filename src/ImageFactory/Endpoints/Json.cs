using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ImageFactory.Endpoints;

/// <summary>JSON answers with an exact length and a final newline, as clients of the reference read them.</summary>
internal static class Json
{
    public static IResult Of<T>(T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK) =>
        new JsonResult([.. JsonSerializer.SerializeToUtf8Bytes(value, type), (byte)'\n'], status);

    private sealed class JsonResult(byte[] body, int status) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
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
