namespace ImageFactory.Errors;

/// <summary>The ID under which a request is logged and answered: the caller's own when it is harmless, else a new one.</summary>
internal static class RequestId
{
    public const string Header = "X-Request-ID";

    private const int LongestAccepted = 128;

    public static string Of(HttpContext context)
    {
        if (context.Items[Header] is string known)
        {
            return known;
        }

        string? given = context.Request.Headers[Header];
        var id = IsHarmless(given) ? given! : Guid.NewGuid().ToString();
        context.Items[Header] = id;
        return id;
    }

    private static bool IsHarmless(string? id) =>
        !string.IsNullOrEmpty(id)
        && id.Length <= LongestAccepted
        && id.All(character => char.IsAsciiLetterOrDigit(character) || "-_.:+/=".Contains(character, StringComparison.Ordinal));
}
