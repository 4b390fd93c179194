using System.Diagnostics.CodeAnalysis;

namespace ImageFactory.Oci.Client;

/// <summary>
/// A registry, or a mirror of one: <c>[https://|http://]host[:port][/prefix]</c>. The prefix is set before the name of every
/// repository, as pull-through caches want it: <c>harbor.example/ghcr</c> has <c>siderolabs/imager</c> as
/// <c>ghcr/siderolabs/imager</c>.
/// </summary>
public sealed record RegistryEndpoint
{
    private RegistryEndpoint(Uri address, string prefix)
    {
        Address = address;
        Prefix = prefix;
    }

    /// <summary>Scheme, host and port. Without TLS only when the scheme was given as <c>http</c>.</summary>
    public Uri Address { get; }

    /// <summary>What is set before the name of every repository, without slashes at its ends; may be empty.</summary>
    public string Prefix { get; }

    /// <summary>Reads an endpoint.</summary>
    /// <exception cref="FormatException">The text is not an endpoint.</exception>
    public static RegistryEndpoint Parse(string text) =>
        TryParse(text, out var endpoint)
            ? endpoint
            : throw new FormatException(
                $"'{text}' is not a registry; expected '[https://]host[:port][/prefix]', with 'http://' for a registry without TLS.");

    /// <summary>
    /// Reads an endpoint; false when the text is not one. Without a scheme, the host must have a dot or a port or be
    /// <c>localhost</c>, as in references.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out RegistryEndpoint? endpoint)
    {
        endpoint = null;
        if (string.IsNullOrEmpty(text) || !Uri.TryCreate(AddScheme(text), UriKind.Absolute, out var uri) || !IsPlain(uri))
        {
            return false;
        }

        var prefix = uri.AbsolutePath.Trim('/');
        if (prefix.Length > 0 && !RepositoryName.TryParse(prefix, out _))
        {
            return false;
        }

        endpoint = new RegistryEndpoint(new Uri(uri.GetLeftPart(UriPartial.Authority)), prefix);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Prefix.Length == 0 ? Address.GetLeftPart(UriPartial.Authority) : new Uri(Address, Prefix).ToString();

    /// <summary>The repository's name in this registry.</summary>
    internal string NameOf(RepositoryName repository) => Prefix.Length == 0 ? repository.ToString() : $"{Prefix}/{repository}";

    /// <summary>Whether a URI is at this very host, by scheme, name and port: where this registry's credentials may go.</summary>
    internal bool IsAt(Uri uri) =>
        Uri.Compare(Address, uri, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;

    private static string AddScheme(string text)
    {
        if (text.Contains("://", StringComparison.Ordinal))
        {
            return text;
        }

        var host = text.Split('/')[0];
        return host.AsSpan().ContainsAny('.', ':') || string.Equals(host, "localhost", StringComparison.Ordinal)
            ? Uri.UriSchemeHttps + "://" + text
            : string.Empty;
    }

    private static bool IsPlain(Uri uri) =>
        uri.Scheme is "https" or "http"
        && uri.Host.Length > 0
        && uri.Host[0] != '.'
        && uri.UserInfo.Length == 0
        && uri.Query.Length == 0
        && uri.Fragment.Length == 0;
}
