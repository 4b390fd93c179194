using System.Net;

namespace ImageFactory.Tests.Service;

/// <summary>Many clients ask for what was never built.</summary>
public sealed class ConcurrencyTests : IAsyncLifetime
{
    private const string Hello = "customization: {systemExtensions: {officialExtensions: [siderolabs/hello]}}";

    private readonly FactoryFixture _factory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _factory.InitializeAsync();

    public ValueTask DisposeAsync() => _factory.DisposeAsync();

    [Fact]
    public async Task Two_hundred_cold_requests_get_equal_bytes_of_one_build()
    {
        var uri = await UriAsync("initramfs-amd64.xz");

        var bodies = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => _factory.Client.GetByteArrayAsync(uri, Cancellation)));

        Assert.All(bodies, body => Assert.Equal(bodies[0], body));
        // Two segments: the extension, and the one that names the schematic.
        Assert.Equal(2, Directory.EnumerateFiles(Path.Combine(_factory.Data, "blobs", "sha256")).Count(IsSegment));
        Assert.Equal(4, Directory.EnumerateFiles(Path.Combine(_factory.Data, "recipes")).Count());
    }

    [Fact]
    public async Task Head_and_get_of_a_cold_asset_agree()
    {
        var uri = await UriAsync("metal-amd64-uki.efi");
        using var request = new HttpRequestMessage(HttpMethod.Head, uri);

        var heading = _factory.Client.SendAsync(request, Cancellation);
        var body = await _factory.Client.GetByteArrayAsync(uri, Cancellation);
        using var head = await heading;

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(body.Length, head.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task One_who_leaves_spoils_nothing_for_the_others()
    {
        var uri = await UriAsync("metal-arm64-uki.efi");
        using var leaving = new CancellationTokenSource();
        var left = _factory.Client.GetByteArrayAsync(uri, leaving.Token);
        var staying = _factory.Client.GetByteArrayAsync(uri, Cancellation);
        await leaving.CancelAsync();

        Assert.NotEmpty(await staying);
        await Record.ExceptionAsync(() => left);
    }

    private async Task<Uri> UriAsync(string file) => new($"/image/{await _factory.CreateAsync(Hello)}/v1.13.0/{file}", UriKind.Relative);

    // The body of a segment starts behind the superblock with the options of zstd: a metadata block of 4 bytes, stored.
    private static bool IsSegment(string path) => File.ReadAllBytes(path) is [0x04, 0x80, ..];
}
