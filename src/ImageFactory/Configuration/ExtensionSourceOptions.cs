using ImageFactory.Assets;
using ImageFactory.Assets.Artifacts;
using ImageFactory.Oci.Client;
using ImageFactory.Oci.Content;

namespace ImageFactory.Configuration;

/// <summary>Registries and catalogues of extensions, as an operator writes them.</summary>
internal static class ExtensionSourceOptions
{
    private const string WithoutTls = "http://";

    /// <summary>The sources of extensions beside that of Talos images. Nothing is connected to yet.</summary>
    /// <exception cref="FactoryException">A registry or a catalogue is written wrongly.</exception>
    public static ExtensionSources Open(FactoryOptions options, IContentSource source, SourceTrust trust)
    {
        var allowed = options.ExtensionRegistries.Select(ParseRegistry).ToList();
        var catalogues = options.ExtensionCatalogues.Select(ParseCatalogue).ToList();
        var endpoints = allowed.Select(each => each.Endpoint).Concat(catalogues.Select(each => each.Endpoint).OfType<RegistryEndpoint>()).ToList();
        if (endpoints.Count == 0)
        {
            return new ExtensionSources(source) { Catalogues = [.. catalogues.Select(each => each.Location)] };
        }

        var credentials = DockerCredentials.Read();
        return new ExtensionSources(source)
        {
            Registries = endpoints.DistinctBy(HostOf, StringComparer.Ordinal).ToDictionary(
                HostOf,
                endpoint => trust.Guard(RegistrySource.Create(new RegistryOptions { Endpoints = [endpoint], Credentials = credentials }), HostOf(endpoint)),
                StringComparer.Ordinal),
            Allowed = [.. allowed.Select(each => new ExtensionRegistry(HostOf(each.Endpoint), each.Namespace))],
            DigestsRequired = options.ExtensionDigestsRequired,
            Catalogues = [.. catalogues.Select(each => each.Location)],
        };
    }

    private static (RegistryEndpoint Endpoint, string Namespace) ParseRegistry(string text) =>
        RegistryEndpoint.TryParse(text, out var endpoint)
            ? (RegistryEndpoint.Parse(endpoint.Address.GetLeftPart(UriPartial.Authority)), endpoint.Prefix)
            : throw Wrong("ExtensionRegistries", text, "a registry such as ghcr.io/acme");

    private static (CatalogueLocation Location, RegistryEndpoint? Endpoint) ParseCatalogue(string text)
    {
        var hasScheme = text.StartsWith(WithoutTls, StringComparison.Ordinal);
        if (!CatalogueLocation.TryParse(hasScheme ? text[WithoutTls.Length..] : text, out var location) || (hasScheme && location.Host is null))
        {
            throw Wrong("ExtensionCatalogues", text, "an image such as ghcr.io/acme/extensions");
        }

        var scheme = hasScheme ? WithoutTls : "https://";
        return (location, location.Host is null ? null : RegistryEndpoint.Parse(scheme + location.Host));
    }

    private static string HostOf(RegistryEndpoint endpoint) => endpoint.Address.Authority.ToLowerInvariant();

    // A password before an '@' is nothing for logs.
    private static FactoryException Wrong(string setting, string text, string expected) => new(
        FactoryError.InvalidCombination, $"{setting} has '{text[(text.LastIndexOf('@') + 1)..]}', which is not {expected}.");
}
