using System.Net.Mime;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace ImageFactory.Errors;

/// <summary>
/// What a client reads of an error: text whose first line is for people and whose last line is the request ID, or problem details
/// (RFC 9457) for who asks for them.
/// </summary>
internal static class ErrorBody
{
    /// <summary>The media type and the body.</summary>
    public static (string MediaType, byte[] Body) Write(HttpContext context, int status, string message) =>
        WantsProblem(context.Request)
            ? (MediaTypeNames.Application.ProblemJson, Problem(context, status, message))
            : ("text/plain; charset=utf-8", Encoding.UTF8.GetBytes($"{message}\nRequest ID: {RequestId.Of(context)}\n"));

    private static bool WantsProblem(HttpRequest request) => request.GetTypedHeaders().Accept.Any(type =>
        type.MediaType.Equals(MediaTypeNames.Application.ProblemJson, StringComparison.OrdinalIgnoreCase)
        || type.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase));

    private static byte[] Problem(HttpContext context, int status, string message) => JsonSerializer.SerializeToUtf8Bytes(
        new ProblemDocument("about:blank", ReasonPhrases.GetReasonPhrase(status), status, message, context.Request.Path, RequestId.Of(context)),
        ProblemDocuments.Default.ProblemDocument);
}
