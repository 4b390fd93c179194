using System.Globalization;

namespace ImageFactory.Delivery;

/// <summary>How long a client waits for an answer that must be made first: the header <c>Prefer</c> (RFC 7240).</summary>
/// <param name="IsAsync">Whether it wants to be told of the job instead of being kept waiting.</param>
/// <param name="Wait">How long it waits nevertheless.</param>
internal readonly record struct Preference(bool IsAsync, TimeSpan Wait)
{
    private const string Async = "respond-async";
    private const string WaitPrefix = "wait=";
    private const int LongestWait = 600;

    /// <summary>The preference of a request.</summary>
    public static Preference Of(HttpRequest request)
    {
        var preferences = request.Headers["Prefer"]
            .SelectMany(line => (line ?? string.Empty).Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .ToList();
        var wait = preferences.Find(preference => preference.StartsWith(WaitPrefix, StringComparison.OrdinalIgnoreCase));
        _ = int.TryParse(wait.AsSpan(wait is null ? 0 : WaitPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds);
        return new Preference(
            preferences.Contains(Async, StringComparer.OrdinalIgnoreCase), TimeSpan.FromSeconds(Math.Min(seconds, LongestWait)));
    }
}
