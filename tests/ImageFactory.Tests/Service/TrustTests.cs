using System.Net;
using ImageFactory.Configuration;
using ImageFactory.Testing;

namespace ImageFactory.Tests.Service;

/// <summary>A factory builds of those source images only that the operator's rules trust: Debian's cosign signs in its docker-registry.</summary>
public sealed class TrustTests : IAsyncLifetime
{
    private const string Signed = "v1.13.0";

    // Its image is another; those of later versions are equal.
    private const string Unsigned = "v1.3.7";

    private readonly TemporaryDirectory _directory = new();
    private readonly DockerRegistry _registry = new();
    private FactoryFixture? _factory;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Tool.Require("cosign");
        DockerRegistry.Require();
        await MiniRelease.WriteAsync(_directory.Combine("layout"), Cancellation);
        await _registry.StartAsync();
        await _registry.FillAsync(_directory.Combine("layout"), $"siderolabs/imager:{Signed}", $"siderolabs/imager:{Unsigned}");
        await CosignAsync("generate-key-pair", "--output-key-prefix", _directory.Combine("release"));
        await CosignAsync(
            "sign", "--key", _directory.Combine("release.key"), "--tlog-upload=false", "--allow-http-registry", "--yes", $"{_registry.Address}/siderolabs/imager:{Signed}");
        _factory = new FactoryFixture
        {
            Configure = options =>
            {
                options.Source = $"http://{_registry.Address}";
                options.Trust.Add(new TrustOptions { Images = "siderolabs", KeyFile = _directory.Combine("release.pub") });
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
        _directory.Dispose();
    }

    [Fact]
    public async Task A_release_that_is_signed_is_built()
    {
        using var answer = await GetAsync(Signed);

        Assert.Equal(MiniRelease.Kernel("amd64"), await answer.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Fact]
    public async Task A_release_that_is_not_signed_is_refused_with_image_and_rule()
    {
        using var answer = await GetAsync(Unsigned);

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains($"The image {_registry.Address}/siderolabs/imager@sha256:", text, StringComparison.Ordinal);
        Assert.Contains("is not trusted: it needs a signature by the key release.pub; it has none.", text, StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> GetAsync(string version)
    {
        var id = await _factory!.CreateAsync("{}");
        return await _factory.Client.GetAsync(new Uri($"/image/{id}/{version}/kernel-amd64", UriKind.Relative), Cancellation);
    }

    // An empty passphrase, and nothing of the person who runs the tests.
    private Task<string> CosignAsync(params string[] arguments) =>
        Tool.RunAsync("env", ["COSIGN_PASSWORD=", $"HOME={_directory.Path}", RepositoryRoot.Combine(".cache", "judges", "bin", "cosign"), .. arguments]);
}
