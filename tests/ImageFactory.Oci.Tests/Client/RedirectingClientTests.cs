using ImageFactory.Oci.Client;

namespace ImageFactory.Oci.Tests.Client;

/// <summary>Where a registry may point to.</summary>
public sealed class RedirectingClientTests : IDisposable
{
    private readonly RegistryFixture _registry = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _registry.Dispose();

    [Theory]
    [InlineData("https://registry.example", "http://registry.example/")]
    [InlineData("https://registry.example", "http://other.example/")]
    [InlineData("https://registry.example", "https://user@registry.example/")]
    [InlineData("http://registry.example", "file:///etc/passwd")]
    [InlineData("http://registry.example", "ftp://registry.example/")]
    public async Task Only_a_registry_without_tls_may_point_to_an_address_without_tls(string endpoint, string address)
    {
        var network = new FakeNetwork();
        using var client = new RedirectingClient(
            RegistryEndpoint.Parse(endpoint), new RegistryOptions { Endpoints = [RegistryEndpoint.Parse(endpoint)], Network = network });

        await Assert.ThrowsAsync<UnauthorizedAccessException>(
            () => client.SendAsync(new Uri(address), uri => new HttpRequestMessage(HttpMethod.Get, uri), Cancellation));

        Assert.Empty(network.Connected);
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public async Task Five_redirects_are_followed_and_not_one_more(int redirects, bool isFollowed)
    {
        StandIn? standIn = null;
        standIn = _registry.Serve(request => standIn!.Requests.Count <= redirects
            ? StandInAnswer.Redirect($"http://{RegistryFixture.Host}:{standIn.Port}/next")
            : StandInAnswer.Blob(request, RegistryFixture.Blob));

        var fault = await Record.ExceptionAsync(() => RegistryFixture.DownloadAsync(_registry.Open(standIn)));

        Assert.Equal(isFollowed, fault is null);
        Assert.Equal(6, standIn.Requests.Count);
    }

    [Fact]
    public async Task A_registry_in_a_private_network_may_point_into_it()
    {
        _registry.Network = new FakeNetwork((RegistryFixture.Host, ["10.0.0.1"]), ("blobs.example", ["10.0.0.2"]));
        var blobs = _registry.Serve(request => StandInAnswer.Blob(request, RegistryFixture.Blob));
        var standIn = _registry.Serve(_ => StandInAnswer.Redirect($"http://blobs.example:{blobs.Port}/blob"));

        Assert.Equal(RegistryFixture.Blob, await RegistryFixture.DownloadAsync(_registry.Open(standIn)));
    }

    [Fact]
    public async Task A_registry_that_changes_its_own_address_to_a_private_one_gains_nothing()
    {
        _registry.Network = new FakeNetwork((RegistryFixture.Host, [FakeNetwork.PublicAddress, "127.0.0.1"]));
        var standIn = _registry.Serve(_ => StandInAnswer.Text(404, ""));
        var source = _registry.Open(standIn);
        await source.ListTagsAsync(RegistryFixture.Repository, Cancellation);

        await Assert.ThrowsAsync<RegistryException>(() => source.ListTagsAsync(RegistryFixture.Repository, Cancellation));

        Assert.Single(standIn.Requests);
    }
}
