using System.Net;
using System.Text;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Layout;
using ImageFactory.Testing;

namespace ImageFactory.Tests.Service;

/// <summary>Extensions of others come from a registry that the operator allows: Debian's docker-registry.</summary>
public sealed class ExtensionRegistryTests : IAsyncLifetime
{
    private const string Version = "v1.13.0";

    private readonly TemporaryDirectory _layout = new();
    private readonly DockerRegistry _registry = new();
    private FactoryFixture? _factory;
    private Digest _tool;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private FactoryFixture Factory => _factory!;

    public async ValueTask InitializeAsync()
    {
        DockerRegistry.Require();
        await WriteAsync();
        await _registry.StartAsync();
        await _registry.FillAsync(_layout.Path, "acme/tool:1.0.0", "acme/driver:2.0.0", $"acme/extensions:{Version}", "others/tool:1.0.0");
        _factory = new FactoryFixture
        {
            Configure = options =>
            {
                options.ExtensionRegistries.Add($"http://{_registry.Address}/acme");
                options.ExtensionCatalogues.Add($"http://{_registry.Address}/acme/extensions");
            },
        };
        await _factory.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_factory is not null)
        {
            await _factory.DisposeAsync();
        }

        await _registry.DisposeAsync();
        _layout.Dispose();
    }

    [Fact]
    public async Task An_image_is_taken_by_tag_and_by_digest()
    {
        foreach (var name in (string[])[$"{_registry.Address}/acme/tool:1.0.0", $"{_registry.Address}/acme/tool@{_tool}"])
        {
            Assert.Contains("name: \"tool\"", await InitramfsAsync(name), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_catalogue_beside_the_official_one_is_listed_and_its_extensions_go_in()
    {
        var listed = await Factory.Client.GetStringAsync(new Uri($"/version/{Version}/extensions/official", UriKind.Relative), Cancellation);

        Assert.Contains("acme/driver", listed, StringComparison.Ordinal);
        Assert.Contains("name: \"driver\"", await InitramfsAsync("acme/driver"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_in_the_part_that_is_allowed_is_refused()
    {
        var id = await Factory.CreateAsync(Schematic($"{_registry.Address}/others/tool:1.0.0"));

        using var answer = await Factory.Client.GetAsync(Asset(id), Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"{_registry.Address}/acme", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    private async Task<string> InitramfsAsync(string extension)
    {
        var id = await Factory.CreateAsync(Schematic(extension));
        using var answer = await Factory.Client.GetAsync(Asset(id), Cancellation);
        var bytes = await answer.Content.ReadAsByteArrayAsync(Cancellation);
        Assert.True(answer.IsSuccessStatusCode, Encoding.UTF8.GetString(bytes));
        return Encoding.Latin1.GetString(bytes);
    }

    private static string Schematic(string extension) => $"customization: {{systemExtensions: {{officialExtensions: ['{extension}']}}}}";

    private static Uri Asset(string id) => new($"/image/{id}/{Version}/initramfs-amd64.xz", UriKind.Relative);

    private async Task WriteAsync()
    {
        var layout = await LayoutWriter.OpenAsync(_layout.Path, Cancellation);
        _tool = await PutExtensionAsync(layout, "acme/tool:1.0.0", "tool");
        var driver = await PutExtensionAsync(layout, "acme/driver:2.0.0", "driver");
        await PutExtensionAsync(layout, "others/tool:1.0.0", "tool");
        await MiniImage.PutAsync(
            layout,
            $"acme/extensions:{Version}",
            [
                MiniImage.File("image-digests", $"{_registry.Address}/acme/driver:2.0.0@{driver}\n"),
                MiniImage.File("descriptions.yaml", $"{_registry.Address}/acme/driver:2.0.0:\n  author: Acme\n  description: A driver\n"),
            ],
            Cancellation);
        await layout.FinishAsync(Cancellation);
    }

    private static Task<Digest> PutExtensionAsync(LayoutWriter layout, string tag, string name) =>
        MiniImage.PutAsync(layout, tag, [MiniImage.Manifest(name), MiniImage.File($"rootfs/usr/local/etc/{name}", name)], Cancellation);
}
