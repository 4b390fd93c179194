using System.Text;
using ImageFactory.Oci.Client;

namespace ImageFactory.Oci.Tests.Client;

public sealed class RegistrySourceTests : IDisposable
{
    private const string Token = "secret-token";

    private readonly RegistryFixture _registry = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _registry.Dispose();

    [Fact]
    public async Task A_blob_comes_as_it_is()
    {
        var source = _registry.Open(_registry.Serve(request => StandInAnswer.Blob(request, RegistryFixture.Blob)));

        Assert.Equal(RegistryFixture.Blob, await RegistryFixture.DownloadAsync(source));
    }

    [Fact]
    public async Task A_download_that_breaks_off_goes_on_where_it_was()
    {
        var standIn = _registry.Serve(request => request.Offset == 0
            ? new StandInAnswer(200) { Body = RegistryFixture.Blob[..70_000], Length = RegistryFixture.Blob.Length }
            : StandInAnswer.Blob(request, RegistryFixture.Blob));
        var source = _registry.Open(standIn);

        var blob = await RegistryFixture.DownloadAsync(source);

        Assert.Equal(RegistryFixture.Blob, blob);
        Assert.Contains(standIn.Requests, request => request.Offset == 70_000);
    }

    [Fact]
    public async Task A_blob_with_another_digest_is_invalid_data()
    {
        var lie = RegistryFixture.Blob.ToArray();
        lie[^1] ^= 1;
        var source = _registry.Open(_registry.Serve(request => StandInAnswer.Blob(request, lie)));

        await Assert.ThrowsAsync<InvalidDataException>(() => RegistryFixture.DownloadAsync(source));
    }

    [Fact]
    public async Task A_body_that_stalls_ends_in_an_error()
    {
        var source = _registry.Open(_registry.Serve(_ =>
            new StandInAnswer(200) { Body = RegistryFixture.Blob[..10], Length = RegistryFixture.Blob.Length, Hangs = true }));

        await Assert.ThrowsAsync<RegistryException>(() => RegistryFixture.DownloadAsync(source));
    }

    [Fact]
    public async Task A_busy_registry_is_asked_again()
    {
        var answers = 0;
        var source = _registry.Open(_registry.Serve(request => Interlocked.Increment(ref answers) < 3
            ? StandInAnswer.Text(503, "busy")
            : StandInAnswer.Blob(request, RegistryFixture.Blob)));

        Assert.Equal(RegistryFixture.Blob, await RegistryFixture.DownloadAsync(source));
    }

    [Fact]
    public async Task A_registry_that_stays_down_is_an_error_with_its_own_words()
    {
        var source = _registry.Open(_registry.Serve(_ => StandInAnswer.Text(500, "{\"errors\":[{\"code\":\"UNKNOWN\",\"message\":\"disk on fire\"}]}")));

        var fault = await Assert.ThrowsAsync<RegistryException>(() => source.ListTagsAsync(RegistryFixture.Repository, Cancellation));

        Assert.Contains("disk on fire", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_fetched_where_the_registry_says_and_kept()
    {
        StandIn? standIn = null;
        standIn = _registry.Serve(request => request switch
        {
            _ when request.Target.StartsWith("/token", StringComparison.Ordinal) => StandInAnswer.Text(200, $"{{\"token\":\"{Token}\",\"expires_in\":300}}"),
            { Authorization: $"Bearer {Token}" } => StandInAnswer.Text(200, "{\"name\":\"test/image\",\"tags\":[\"v1\"]}"),
            _ => StandInAnswer.Text(401, "", $"WWW-Authenticate: Bearer realm=\"http://{RegistryFixture.Host}:{standIn!.Port}/token\",service=\"s\",scope=\"repository:test/image:pull\""),
        });
        var source = _registry.Open(standIn);

        await source.ListTagsAsync(RegistryFixture.Repository, Cancellation);
        var tags = await source.ListTagsAsync(RegistryFixture.Repository, Cancellation);

        Assert.Equal(["v1"], tags);
        Assert.Single(standIn.Requests, request => request.Target.StartsWith("/token", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Credentials_do_not_follow_a_redirect_to_another_host()
    {
        _registry.Network = new FakeNetwork((RegistryFixture.Host, [FakeNetwork.PublicAddress]), ("cdn.example", [FakeNetwork.PublicAddress]));
        _registry.Credentials = DockerConfig.Read(Encoding.ASCII.GetBytes(
            $"{{\"auths\":{{\"{RegistryFixture.Host}\":{{\"username\":\"u\",\"password\":\"p\"}}}}}}"));
        var cdn = _registry.Serve(request => StandInAnswer.Blob(request, RegistryFixture.Blob));
        var standIn = _registry.Serve(_ => StandInAnswer.Redirect($"http://cdn.example:{cdn.Port}/blob"));

        await RegistryFixture.DownloadAsync(_registry.Open(standIn));

        Assert.All(cdn.Requests, request => Assert.Null(request.Authorization));
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("10.1.2.3")]
    [InlineData("127.0.0.1")]
    [InlineData("192.168.1.1")]
    public async Task A_registry_on_the_internet_must_not_point_into_private_networks(string address)
    {
        _registry.Network = new FakeNetwork((RegistryFixture.Host, [FakeNetwork.PublicAddress]), ("innocent.example", [address]));
        var inside = _registry.Serve(request => StandInAnswer.Blob(request, RegistryFixture.Blob));
        var source = _registry.Open(_registry.Serve(_ => StandInAnswer.Redirect($"http://innocent.example:{inside.Port}/latest/meta-data")));

        await Assert.ThrowsAsync<RegistryException>(() => RegistryFixture.DownloadAsync(source));

        Assert.Empty(inside.Requests);
    }

    [Fact]
    public async Task Redirects_have_an_end()
    {
        StandIn? standIn = null;
        standIn = _registry.Serve(_ => StandInAnswer.Redirect($"http://{RegistryFixture.Host}:{standIn!.Port}/again"));

        await Assert.ThrowsAsync<RegistryException>(() => RegistryFixture.DownloadAsync(_registry.Open(standIn)));

        Assert.InRange(standIn.Requests.Count, 2, 20);
    }

    [Fact]
    public async Task Tag_pages_without_end_are_refused()
    {
        var page = 0;
        var source = _registry.Open(_registry.Serve(request => StandInAnswer.Text(
            200,
            $"{{\"name\":\"test/image\",\"tags\":[\"v{Interlocked.Increment(ref page)}\"]}}",
            $"Link: <{request.Target.Split('?')[0]}?last=v{page}>; rel=\"next\"")));

        await Assert.ThrowsAsync<InvalidDataException>(() => source.ListTagsAsync(RegistryFixture.Repository, Cancellation));

        Assert.InRange(page, 2, 100_000);
    }

    [Fact]
    public async Task A_manifest_without_end_is_not_read_to_it()
    {
        var source = _registry.Open(_registry.Serve(_ => new StandInAnswer(200)
        {
            Body = new byte[5 * 1024 * 1024],
            Headers = ["Content-Type: application/vnd.oci.image.index.v1+json"],
        }));

        await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            var descriptor = await source.ResolveAsync(RegistryFixture.Tag, Cancellation);
            await source.FetchManifestAsync(RegistryFixture.Repository, descriptor!, Cancellation);
        });
    }

    [Fact]
    public async Task A_mirror_that_lacks_something_is_passed_over()
    {
        _registry.Network = new FakeNetwork(("mirror.example", [FakeNetwork.PublicAddress]), (RegistryFixture.Host, [FakeNetwork.PublicAddress]));
        var mirror = _registry.Serve(_ => StandInAnswer.Text(404, ""));
        var origin = _registry.Serve(request => StandInAnswer.Blob(request, RegistryFixture.Blob));

        var blob = await RegistryFixture.DownloadAsync(
            _registry.Open($"http://mirror.example:{mirror.Port}/ghcr", $"http://{RegistryFixture.Host}:{origin.Port}"));

        Assert.Equal(RegistryFixture.Blob, blob);
        Assert.All(mirror.Requests, request => Assert.StartsWith("/v2/ghcr/test/image/", request.Target, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ghcr.io", true)]
    [InlineData("http://localhost:5000/mirror", true)]
    [InlineData("harbor.example/ghcr", true)]
    [InlineData("directory", false)]
    [InlineData("/some/directory", false)]
    [InlineData("ftp://ghcr.io", false)]
    [InlineData("http://user:password@ghcr.io", false)]
    public void An_endpoint_is_a_host_and_a_prefix(string text, bool isEndpoint) =>
        Assert.Equal(isEndpoint, RegistryEndpoint.TryParse(text, out _));
}
