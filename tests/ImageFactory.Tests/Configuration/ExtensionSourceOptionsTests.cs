using ImageFactory.Assets;
using ImageFactory.Configuration;
using ImageFactory.Oci.Layout;
using ImageFactory.Testing;

namespace ImageFactory.Tests.Configuration;

/// <summary>Which registries and catalogues of extensions an operator adds.</summary>
public sealed class ExtensionSourceOptionsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void Nothing_is_allowed_by_default()
    {
        using var sources = ExtensionSourceOptions.Open(new FactoryOptions(), new LayoutSource(_directory.Combine(".")), SourceTrust.Read(new FactoryOptions()));

        Assert.Empty(sources.Allowed);
        Assert.Empty(sources.Registries);
        Assert.Empty(sources.Catalogues);
    }

    [Fact]
    public void A_registry_is_asked_once_for_all_that_is_in_it_and_a_catalogue_allows_nothing()
    {
        var options = new FactoryOptions
        {
            ExtensionRegistries = ["ghcr.io/acme", "ghcr.io/other", "http://registry.example:5000"],
            ExtensionCatalogues = ["ghcr.io/acme/extensions", "http://catalogue.example:5000/all:stable", "acme/extensions"],
        };

        using var sources = ExtensionSourceOptions.Open(options, new LayoutSource(_directory.Combine(".")), SourceTrust.Read(new FactoryOptions()));

        Assert.Equal(["catalogue.example:5000", "ghcr.io", "registry.example:5000"], sources.Registries.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["ghcr.io/acme", "ghcr.io/other", "registry.example:5000"], sources.Allowed.Select(registry => registry.ToString()));
        Assert.Equal(["ghcr.io", "catalogue.example:5000", null], sources.Catalogues.Select(catalogue => catalogue.Host));
    }

    [Theory]
    [InlineData("nonsense", "ghcr.io/acme/extensions", "ExtensionRegistries has 'nonsense'")]
    [InlineData("https://user:secret@registry.example", "ghcr.io/acme/extensions", "ExtensionRegistries has 'registry.example'")]
    [InlineData("ghcr.io", "Nonsense", "ExtensionCatalogues has 'Nonsense'")]
    [InlineData("ghcr.io", "http://acme/extensions", "ExtensionCatalogues has 'http://acme/extensions'")]
    [InlineData("ghcr.io", "", "ExtensionCatalogues has ''")]
    public void What_is_wrong_is_told(string registry, string catalogue, string expected)
    {
        var options = new FactoryOptions { ExtensionRegistries = [registry], ExtensionCatalogues = [catalogue] };

        var fault = Assert.Throws<FactoryException>(() => ExtensionSourceOptions.Open(options, new LayoutSource(_directory.Combine(".")), SourceTrust.Read(new FactoryOptions())));

        Assert.StartsWith(expected, fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();
}
