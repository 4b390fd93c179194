using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace ImageFactory.Oci.Client;

/// <summary>How a registry wants to be asked (RFC 9110, section 11.6.1; Docker's token authentication specification).</summary>
/// <param name="Realm">Where a token is had; null where the registry wants a user name and a password itself.</param>
/// <param name="Service">The name that the token service knows the registry by.</param>
internal sealed record Challenge(Uri? Realm, string? Service)
{
    private const int LongestRealm = 2048;

    private static readonly Regex Parameters = new(
        "(?<name>[A-Za-z]+) *= *(\"(?<value>[^\"]*)\"|(?<value>[^\", ]+))",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    /// <summary>The challenge to answer: for a token rather than for a password; null when none is understood.</summary>
    /// <exception cref="InvalidDataException">The challenge for a token does not say where to get it.</exception>
    public static Challenge? Find(HttpResponseHeaders headers)
    {
        if (headers.WwwAuthenticate.FirstOrDefault(header => IsScheme(header, "Bearer")) is not { } bearer)
        {
            return headers.WwwAuthenticate.Any(header => IsScheme(header, "Basic")) ? new Challenge(null, null) : null;
        }

        var realm = FindParameter(bearer, "realm");
        return Uri.TryCreate(realm, UriKind.Absolute, out var uri) && uri.Host.Length > 0 && realm.Length <= LongestRealm
            ? new Challenge(uri, FindParameter(bearer, "service"))
            : throw new InvalidDataException("The registry wants a token and does not say where it is had.");
    }

    /// <summary>Where the token for a scope is had.</summary>
    /// <param name="scope">What is wanted, with spaces between. A registry's own idea of the scope is not followed.</param>
    public static Uri TokenAddress(Uri realm, string? service, string scope)
    {
        var parameters = (service is null ? string.Empty : "service=" + Uri.EscapeDataString(service) + "&")
            + string.Join('&', scope.Split(' ').Select(part => "scope=" + Uri.EscapeDataString(part)));
        var builder = new UriBuilder(realm) { Fragment = string.Empty };
        builder.Query = builder.Query.Length > 1 ? builder.Query[1..] + "&" + parameters : parameters;
        return builder.Uri;
    }

    private static bool IsScheme(AuthenticationHeaderValue header, string scheme) =>
        string.Equals(header.Scheme, scheme, StringComparison.OrdinalIgnoreCase);

    private static string? FindParameter(AuthenticationHeaderValue header, string name) =>
        Parameters.Matches(header.Parameter ?? string.Empty)
            .FirstOrDefault(match => string.Equals(match.Groups["name"].Value, name, StringComparison.OrdinalIgnoreCase))
            ?.Groups["value"].Value;
}
