using System.Net;
using System.Text.Json;
using ImageFactory.Configuration;
using ImageFactory.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace ImageFactory.Tests.Service;

/// <summary>The real server with a registry as its source that goes away and comes back.</summary>
public sealed class RegistryOutageTests : IAsyncLifetime
{
    private const string Hello = "customization: {systemExtensions: {officialExtensions: [siderolabs/hello]}}";
    private const string Gasket = "customization: {systemExtensions: {officialExtensions: [siderolabs/gasket-driver]}}";
    private const string Iso = "v1.13.0/metal-arm64.iso";

    private readonly TemporaryDirectory _directory = new();
    private readonly DockerRegistry _registry = new();
    private WebApplication? _server;
    private HttpClient _client = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await StopFactoryAsync();
        _client.Dispose();
        await _registry.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task An_outage_is_not_noticed_for_what_is_known_nor_is_a_restart_during_it()
    {
        await StartRegistryAsync();
        await StartFactoryAsync($"http://{_registry.Address}");
        var hello = await CreateAsync(Hello);
        var gasket = await CreateAsync(Gasket);
        var iso = await _client.GetByteArrayAsync(Image(hello, Iso), Cancellation);
        var versions = await _client.GetStringAsync(Uri("/versions"), Cancellation);
        var catalogue = await _client.GetStringAsync(Uri("/version/v1.13.0/extensions/official"), Cancellation);
        await _registry.StopAsync();

        await AssertKnownIsAnsweredAsync("console=ttyS1");
        await StopFactoryAsync();
        await StartFactoryAsync($"http://{_registry.Address}");
        await AssertKnownIsAnsweredAsync("console=ttyS2");

        // What was never fetched cannot be had, and can be once the registry is back.
        var (status, text) = await AskAsync(Image(gasket, "v1.13.0/initramfs-amd64.xz"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("siderolabs/gasket-driver", text, StringComparison.Ordinal);
        Assert.DoesNotContain(_registry.Address, text, StringComparison.Ordinal);
        await _registry.StartAsync();
        Assert.NotEmpty(await _client.GetByteArrayAsync(Image(gasket, "v1.13.0/initramfs-amd64.xz"), Cancellation));

        async Task AssertKnownIsAnsweredAsync(string argument)
        {
            Assert.Equal(iso, await _client.GetByteArrayAsync(Image(hello, Iso), Cancellation));
            Assert.Equal(versions, await _client.GetStringAsync(Uri("/versions"), Cancellation));
            Assert.Equal(catalogue, await _client.GetStringAsync(Uri("/version/v1.13.0/extensions/official"), Cancellation));
            var id = await CreateAsync($"customization: {{extraKernelArgs: [{argument}]}}");
            Assert.Contains(argument, await _client.GetStringAsync(Image(id, "v1.13.0/cmdline-metal-amd64"), Cancellation), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await AskAsync(Uri("/readyz"))).Status);
        }
    }

    [Fact]
    public async Task A_size_that_only_the_registry_knows_is_left_out_while_it_is_away()
    {
        await StartRegistryAsync();
        await StartFactoryAsync($"http://{_registry.Address}");
        var gasket = await CreateAsync(Gasket);
        await _client.GetByteArrayAsync(Image(await CreateAsync(Hello), "v1.13.0/initramfs-amd64.xz"), Cancellation);
        await _registry.StopAsync();

        var (status, text) = await AskAsync(Uri($"/models/{gasket}/v1.13.0?platform=metal&arch=amd64"));

        Assert.True(status == HttpStatusCode.OK, text);
        using var document = JsonDocument.Parse(text);
        var assets = document.RootElement.GetProperty("assets").EnumerateArray().ToDictionary(asset => asset.GetProperty("name").GetString()!);
        Assert.True(assets["kernel-amd64"].GetProperty("isExact").GetBoolean());
        Assert.Equal("on-demand", assets["metal-amd64.iso"].GetProperty("state").GetString());
        Assert.False(assets["metal-amd64.iso"].TryGetProperty("size", out var size) && size.ValueKind == JsonValueKind.Number);
    }

    [Fact]
    public async Task A_factory_whose_registry_never_answered_starts_and_says_that_it_is_not_ready()
    {
        await StartFactoryAsync($"http://{_registry.Address}");

        Assert.Equal(HttpStatusCode.OK, (await AskAsync(Uri("/healthz"))).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await AskAsync(Uri("/readyz"))).Status);
        var (status, text) = await AskAsync(Uri("/versions"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("'siderolabs/imager'", text, StringComparison.Ordinal);
        Assert.DoesNotContain(_registry.Address, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mirror_that_is_away_is_passed_over()
    {
        await StartRegistryAsync();

        await StartFactoryAsync($"http://{_registry.Address}", "http://127.0.0.1:1/proxy");

        Assert.Contains("v1.13.0", await _client.GetStringAsync(Uri("/versions"), Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_catalogue_of_the_newest_version_is_there_before_anybody_asks()
    {
        await StartRegistryAsync();
        await StartFactoryAsync($"http://{_registry.Address}");

        // Versions, and extensions and overlays of the only version.
        while (Directory.GetFiles(_directory.Combine("data", "answers")).Length < 3)
        {
            await Task.Delay(20, Cancellation);
        }

        await _registry.StopAsync();
        Assert.Contains("siderolabs/hello", await _client.GetStringAsync(Uri("/version/v1.13.0/extensions/official"), Cancellation), StringComparison.Ordinal);
    }

    private static Uri Uri(string path) => new(path, UriKind.Relative);

    private static Uri Image(string id, string path) => Uri($"/image/{id}/{path}");

    private async Task<(HttpStatusCode Status, string Text)> AskAsync(Uri uri)
    {
        using var answer = await _client.GetAsync(uri, Cancellation);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    private async Task<string> CreateAsync(string schematic)
    {
        using var answer = await _client.PostAsync(Uri("/schematics"), new StringContent(schematic), Cancellation);
        return System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation)).RootElement.GetProperty("id").GetString()!;
    }

    private async Task StartRegistryAsync()
    {
        DockerRegistry.Require();
        var layout = _directory.Combine("layout");
        await MiniRelease.WriteAsync(layout, Cancellation);
        await _registry.StartAsync();
        await _registry.FillAsync(
            layout,
            new[] { "imager:v1.13.0", "extensions:v1.13.0", "overlays:v1.13.0", "hello:1.0.0-v1.13.0", "gasket-driver:1.0.0-v1.13.0" }.Select(name => $"siderolabs/{name}"));
    }

    private async Task StartFactoryAsync(string source, params string[] mirrors)
    {
        _server = FactoryServer.Create(new FactoryOptions
        {
            Source = source,
            Mirrors = mirrors,
            Data = _directory.Combine("data"),
            Urls = "http://127.0.0.1:0",
            ExternalUrl = FactoryFixture.ExternalUrl,
            LogLevel = LogLevel.Error,
        });
        await _server.StartAsync(Cancellation);
        _client.Dispose();
        _client = new HttpClient { BaseAddress = new Uri(_server.Urls.First()) };
    }

    private async Task StopFactoryAsync()
    {
        if (_server is not null)
        {
            await _server.StopAsync(CancellationToken.None);
            await _server.DisposeAsync();
            _server = null;
        }
    }
}
