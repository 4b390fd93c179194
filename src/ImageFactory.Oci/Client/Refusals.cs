using System.Net;
using System.Text;

namespace ImageFactory.Oci.Client;

/// <summary>Puts an answer that is a refusal into words: who, what status, and why, as far as the answer says it.</summary>
internal static class Refusals
{
    private const int LongestBody = 64 * 1024;
    private const int LongestText = 1024;

    /// <param name="hint">A further sentence, or empty.</param>
    public static async Task<ResponseException> ExplainAsync(
        HttpResponseMessage response, TimeProvider time, string hint, CancellationToken cancellationToken)
    {
        var text = await ReadTextAsync(response, cancellationToken);
        var message = new StringBuilder()
            .Append(response.RequestMessage?.RequestUri?.GetLeftPart(UriPartial.Authority))
            .Append(" answered ").Append((int)response.StatusCode).Append(' ').Append(response.StatusCode);
        if (text.Length > 0)
        {
            message.Append(": ").Append(text);
        }

        if (hint.Length > 0)
        {
            message.Append(" (").Append(hint).Append(')');
        }

        return new ResponseException(message.ToString(), response.StatusCode, FindRetryAfter(response, time));
    }

    public static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
        || (status >= HttpStatusCode.InternalServerError && status != HttpStatusCode.NotImplemented);

    private static async Task<string> ReadTextAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return Clean(FindText(response, await BoundedContent.ReadStartAsync(response, LongestBody, cancellationToken)));
        }
        catch (IOException)
        {
            // The status alone says enough.
            return string.Empty;
        }
    }

    private static string FindText(HttpResponseMessage response, byte[] body)
    {
        try
        {
            var reasons = Documents.DocumentJson.Read(body, ClientJson.Read.ErrorBody).Errors ?? [];
            return string.Join("; ", reasons.Select(reason => $"{reason?.Code} {reason?.Message}".Trim()));
        }
        catch (InvalidDataException)
        {
            // Not a registry's document: gateways say what they have to say as plain text, or as a page that nobody wants to read here.
            return response.Content.Headers.ContentType?.MediaType is "text/plain" ? Encoding.UTF8.GetString(body) : string.Empty;
        }
    }

    // The text goes into logs and messages: one line, of a length that can be read.
    private static string Clean(string text)
    {
        var cut = text.Length > LongestText ? text[..LongestText] + "…" : text;
        return string.Create(cut.Length, cut, (characters, source) =>
        {
            for (var index = 0; index < source.Length; index++)
            {
                characters[index] = char.IsControl(source[index]) ? ' ' : source[index];
            }
        }).Trim();
    }

    private static TimeSpan? FindRetryAfter(HttpResponseMessage response, TimeProvider time) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow(),
        _ => null,
    };
}
