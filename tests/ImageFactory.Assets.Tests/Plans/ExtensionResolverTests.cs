using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Store;
using ImageFactory.Assets.Tests.Artifacts;
using ImageFactory.Assets.Versions;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Layout;
using ImageFactory.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageFactory.Assets.Tests.Plans;

/// <summary>What a schematic may name as an extension, and what is said about what it may not.</summary>
public sealed class ExtensionResolverTests : IAsyncLifetime
{
    private const string Elsewhere = "registry.example:5000";

    private static readonly TalosVersion Version = TalosVersion.Parse("v1.9.0");

    private readonly TemporaryDirectory _directory = new();
    private readonly MemoryObjectStore _store = new();
    private readonly List<ReleaseSource> _opened = [];
    private readonly Dictionary<string, Digest> _digests = new(StringComparer.Ordinal);
    private SwitchedSource? _official;
    private LayoutSource? _elsewhere;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var official = await LayoutWriter.OpenAsync(_directory.Combine("official"), Cancellation);
        await PutReleaseAsync(official, "v1.6.0", "siderolabs/gone:1", "siderolabs/gasket-driver:1");
        await PutReleaseAsync(official, "v1.8.0", "siderolabs/gone:1", "siderolabs/xen-guest-agent:1");
        await PutReleaseAsync(official, "v1.8.1", "siderolabs/gone:2");
        await PutReleaseAsync(official, "v1.8.2", "siderolabs/tailscale:1.1");
        await PutReleaseAsync(
            official, "v1.9.0", "siderolabs/tailscale:1.2", "siderolabs/nvidia-toolkit:1", "siderolabs/nvidia-modules:1", "siderolabs/nvidia-fabric:1", "siderolabs/nvidia-open:1");
        await PutReleaseAsync(official, "v1.10.0", "siderolabs/tailscale:1.3");
        await PutReleaseAsync(official, "v1.10.1", "siderolabs/new:1");
        await PutReleaseAsync(official, "v1.10.2", "siderolabs/new:1");
        await PutCatalogueAsync(official, "acme/extensions:v1.9.0", "acme/tool:1", "siderolabs/tailscale:9");
        await official.FinishAsync(Cancellation);
        var elsewhere = await LayoutWriter.OpenAsync(_directory.Combine("elsewhere"), Cancellation);
        await PutCatalogueAsync(elsewhere, "other/catalogue:stable", "acme/tool:2", "other/driver:1");
        await elsewhere.FinishAsync(Cancellation);
        _official = new SwitchedSource(new LayoutSource(_directory.Combine("official")));
        _elsewhere = new LayoutSource(_directory.Combine("elsewhere"));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var opened in _opened)
        {
            await opened.DisposeAsync();
        }

        _directory.Dispose();
    }

    [Theory]
    [InlineData("siderolabs/new", "; available from v1.10.1")]
    [InlineData("siderolabs/gone", "; last in v1.8.1")]
    [InlineData("siderolabs/gasket", "; last in v1.6.0")]
    [InlineData("siderolabs/xe-guest-utilities", "; last in v1.8.0")]
    [InlineData("siderolabs/tailscal", "; did you mean \"siderolabs/tailscale\"?")]
    [InlineData("tailscale", "; did you mean \"siderolabs/tailscale\"?")]
    [InlineData("nvidia", "; did you mean \"siderolabs/nvidia-toolkit\", \"siderolabs/nvidia-modules\" or \"siderolabs/nvidia-fabric\"?")]
    [InlineData("siderolabs/zzzzzzzzzzzz", "")]
    [InlineData("", "")]
    public async Task An_unknown_name_is_told_with_its_versions_and_what_is_near(string name, string expected) =>
        Assert.Equal($"official extension \"{name}\" is not available for Talos version v1.9.0{expected}", await RefuseAsync(Plain(), name));

    [Fact]
    public async Task All_names_are_told_at_once_in_their_order()
    {
        var message = await RefuseAsync(Plain(), "siderolabs/new", "siderolabs/tailscale", "other.example/a:1", "siderolabs/gone");

        Assert.Equal(
            ["\"siderolabs/new\"", "\"other.example/a:1\"", "\"siderolabs/gone\""], message.Split('\n').Select(line => line[line.IndexOf('"', StringComparison.Ordinal)..(line.LastIndexOf('"') + 1)]));
    }

    [Fact]
    public async Task Versions_are_told_from_what_is_known_when_the_source_is_away()
    {
        var releases = Open(Plain(), new RefreshOptions());
        await releases.ListVersionsAsync(Cancellation);
        await releases.ListExtensionsAsync(Version, Cancellation);
        await releases.ListExtensionsAsync(TalosVersion.Parse("v1.8.1"), Cancellation);
        await releases.ListExtensionsAsync(TalosVersion.Parse("v1.8.0"), Cancellation);
        _official!.IsAway = true;

        var fault = await Assert.ThrowsAsync<FactoryException>(() => new ExtensionResolver(releases).ResolveAsync(["siderolabs/gone"], Version, Cancellation));

        Assert.EndsWith("; last in v1.8.1", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("siderolabs/tailscale:1.1", "siderolabs/tailscale:1.1")]
    [InlineData("siderolabs/gone:2", "siderolabs/gone:2")]
    public async Task An_official_extension_is_pinned_by_its_tag(string name, string image)
    {
        var planned = Assert.Single(await ResolveAsync(Plain(), name));

        Assert.Equal(_digests[image], planned.Digest);
        Assert.Equal(name, planned.Name);
        Assert.Null(planned.Registry);
    }

    [Fact]
    public async Task An_official_extension_is_pinned_by_its_digest()
    {
        var digest = _digests["siderolabs/tailscale:1.3"];

        Assert.Equal(digest, Assert.Single(await ResolveAsync(Plain(), $"siderolabs/tailscale@{digest}")).Digest);
        Assert.Equal(digest, Assert.Single(await ResolveAsync(Plain(), $"siderolabs/tailscale:1.2@{digest}")).Digest);
    }

    [Fact]
    public async Task A_tag_that_is_not_there_is_told_with_what_the_catalogue_has() => Assert.Equal(
        "there is no image of the extension \"siderolabs/tailscale:7\"; the catalogue of Talos v1.9.0 has 1.2", await RefuseAsync(Plain(), "siderolabs/tailscale:7"));

    [Theory]
    [InlineData("siderolabs/tailscale@sha256:12", "is not the reference of an image")]
    [InlineData("siderolabs/tailscale:", "is not the reference of an image")]
    [InlineData("registry.example/acme/tool", "is not the reference of an image")]
    [InlineData("https://registry.example/acme/tool:1", "is not the reference of an image")]
    [InlineData("siderolabs/../private/tool:1", "is not the reference of an image")]
    [InlineData("private/tool:1", "is in no catalogue of this factory")]
    [InlineData("siderolabsx/tool:1", "is in no catalogue of this factory")]
    [InlineData("registry.example/acme/tool:1", "it allows none (its operator sets ExtensionRegistries)")]
    [InlineData("169.254.169.254/latest/meta-data:1", "it allows none")]
    [InlineData("localhost:5000/a:1", "it allows none")]
    public async Task Other_images_are_refused(string name, string expected) =>
        Assert.Contains(expected, await RefuseAsync(Plain(), name), StringComparison.Ordinal);

    [Theory]
    [InlineData("registry.example:5000/acme/tool:2", true)]
    [InlineData("REGISTRY.example:5000/acme/tool:2", true)]
    [InlineData("registry.example:5000/other/driver:1", false)]
    [InlineData("registry.example:5000/acmes/tool:2", false)]
    [InlineData("registry.example:5001/acme/tool:2", false)]
    [InlineData("registry.example/acme/tool:2", false)]
    public async Task Of_an_allowed_registry_the_allowed_part_may_be_named(string name, bool isAllowed)
    {
        var sources = Allowing("acme", digestsRequired: false);
        if (isAllowed)
        {
            var planned = Assert.Single(await ResolveAsync(sources, name));
            Assert.Equal((_digests["acme/tool:2"], "acme/tool", Elsewhere), (planned.Digest, planned.Repository, planned.Registry?.ToLowerInvariant()));
        }
        else
        {
            Assert.Contains("it allows registry.example:5000/acme", await RefuseAsync(sources, name), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_operator_may_require_digests()
    {
        var sources = Allowing("", digestsRequired: true);

        Assert.Contains("without its digest", await RefuseAsync(sources, Elsewhere + "/acme/tool:2"), StringComparison.Ordinal);
        Assert.Single(await ResolveAsync(sources, $"{Elsewhere}/acme/tool:2@{_digests["acme/tool:2"]}"));
    }

    [Fact]
    public async Task Of_equal_names_the_official_extension_counts_then_that_of_the_first_catalogue()
    {
        var sources = Cataloguing();

        var planned = await ResolveAsync(sources, "siderolabs/tailscale", "acme/tool", "other/driver");

        Assert.Equal(
            [_digests["siderolabs/tailscale:1.2"], _digests["acme/tool:1"], _digests["other/driver:1"]], planned.Select(extension => extension.Digest));
        Assert.Equal([null, null, Elsewhere], planned.Select(extension => extension.Registry));
    }

    [Fact]
    public async Task An_extension_of_a_catalogue_is_pinned_in_its_registry() => Assert.Equal(
        Elsewhere, Assert.Single(await ResolveAsync(Cataloguing(), "other/driver:1")).Registry);

    [Fact]
    public async Task A_catalogue_that_is_not_there_for_a_version_is_passed_over() => Assert.Single(
        await new ExtensionResolver(Open(Cataloguing(), RefreshOptions.Always)).ResolveAsync(["siderolabs/new"], TalosVersion.Parse("v1.10.2"), Cancellation));

    [Theory]
    [InlineData("acme/extensions", "acme/extensions:v1.9.0", null)]
    [InlineData("ghcr.io/acme/extensions", "ghcr.io/acme/extensions:v1.9.0", "ghcr.io")]
    [InlineData("localhost:5000/extensions:stable", "localhost:5000/extensions:stable", "localhost:5000")]
    [InlineData("Acme", null, null)]
    [InlineData("", null, null)]
    public void A_catalogue_is_where_its_location_says(string text, string? image, string? host)
    {
        Assert.Equal(image is not null, CatalogueLocation.TryParse(text, out var location));
        Assert.Equal(image, location?.For(Version).ToString());
        Assert.Equal(host, location?.Host);
    }

    private ExtensionSources Plain() => new(_official!);

    private ExtensionSources Allowing(string part, bool digestsRequired) => new(_official!)
    {
        Registries = Registries(),
        Allowed = [new ExtensionRegistry(Elsewhere, part)],
        DigestsRequired = digestsRequired,
    };

    private ExtensionSources Cataloguing() => new(_official!)
    {
        Registries = Registries(),
        Catalogues = [Location("acme/extensions"), Location(Elsewhere + "/other/catalogue:stable")],
    };

    private Dictionary<string, IContentSource> Registries() => new(StringComparer.Ordinal) { [Elsewhere] = _elsewhere! };

    private static CatalogueLocation Location(string text)
    {
        Assert.True(CatalogueLocation.TryParse(text, out var location));
        return location;
    }

    private async Task<IReadOnlyList<PlannedExtension>> ResolveAsync(ExtensionSources sources, params string[] names) =>
        await new ExtensionResolver(Open(sources, RefreshOptions.Always)).ResolveAsync(names, Version, Cancellation);

    private async Task<string> RefuseAsync(ExtensionSources sources, params string[] names)
    {
        var fault = await Assert.ThrowsAsync<FactoryException>(() => ResolveAsync(sources, names));
        Assert.Equal(FactoryError.InvalidCombination, fault.Error);
        return fault.Message;
    }

    private ReleaseSource Open(ExtensionSources sources, RefreshOptions refresh)
    {
        var opened = new ReleaseSource(sources, _store, new ReleaseOptions { Refresh = refresh }, NullLogger<ReleaseSource>.Instance);
        _opened.Add(opened);
        return opened;
    }

    private async Task PutReleaseAsync(LayoutWriter layout, string version, params string[] extensions)
    {
        await MiniImage.PutAsync(layout, $"siderolabs/imager:{version}", [MiniImage.File("a", version)], Cancellation);
        await PutCatalogueAsync(layout, $"siderolabs/extensions:{version}", extensions);
    }

    private async Task PutCatalogueAsync(LayoutWriter layout, string tag, params string[] extensions)
    {
        var lines = new List<string>();
        foreach (var extension in extensions)
        {
            if (!_digests.TryGetValue(extension, out var digest))
            {
                digest = await MiniImage.PutAsync(layout, extension, [MiniImage.Manifest("tool"), MiniImage.File("rootfs/a", extension)], Cancellation);
                _digests.Add(extension, digest);
            }

            lines.Add($"ghcr.io/{extension}@{digest}");
        }

        await MiniImage.PutAsync(layout, tag, [MiniImage.File("image-digests", string.Join('\n', lines))], Cancellation);
    }
}
