using System.Net;
using System.Text.Json;
using ImageFactory.Testing;

namespace ImageFactory.Tests.Service;

/// <summary>A source whose blobs break off.</summary>
public sealed class BrokenSourceTests
{
    private const string Installer = "installer/376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_installer_whose_base_breaks_off_leaves_nothing_and_is_pulled_once_the_source_is_well()
    {
        await using var factory = new RestartedFactory();
        await MiniRelease.WriteAsync(factory.Layout, Cancel);
        await using var registry = await BreakingRegistry.StartAsync(factory.Layout);
        await factory.StartAsync(registry.Address);

        using var answer = await factory.GetAsync($"/v2/{Installer}/manifests/v1.13.0");

        await AssertUnavailableAsync(answer);
        AssertNothingHalfMade(factory);
        registry.Breaks = false;
        Assert.NotEmpty(await RegistryPull.AllAsync(factory.Client, Installer, "v1.13.0"));
    }

    private static async Task AssertUnavailableAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("UNKNOWN", body.RootElement.GetProperty("errors")[0].GetProperty("code").GetString());
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    private static void AssertNothingHalfMade(RestartedFactory factory)
    {
        Assert.All(factory.Files("staging"), path => Assert.EndsWith(".lock", path, StringComparison.Ordinal));
        Assert.All(
            factory.Files("blobs"),
            path => Assert.Equal(Path.GetFileName(path), Formats.Extents.Digest.OfBytes(File.ReadAllBytes(path)).Hex));
    }
}
