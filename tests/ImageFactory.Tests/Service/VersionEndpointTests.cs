using System.Net;
using System.Text.Json;
using ImageFactory.Testing;

namespace ImageFactory.Tests.Service;

public sealed class VersionEndpointTests(FactoryFixture factory) : IClassFixture<FactoryFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Versions_are_a_sorted_array_of_tags()
    {
        var versions = await GetAsync("/versions");

        Assert.Equal(MiniRelease.Versions, versions.EnumerateArray().Select(version => version.GetString()));
    }

    [Fact]
    public async Task Broken_versions_are_an_array_even_without_any()
    {
        var broken = await GetAsync("/versions?broken=true");

        Assert.Equal(JsonValueKind.Array, broken.ValueKind);
        Assert.Equal(0, broken.GetArrayLength());
    }

    [Theory]
    [InlineData("/version/v1.13.0/extensions/official")]
    [InlineData("/version/1.13.0/extensions/official")]
    [InlineData("//version/1.13.0/extensions/official/")]
    public async Task The_extension_catalogue_names_reference_digest_author_and_description(string path)
    {
        var extensions = await GetAsync(path);

        var hello = extensions.EnumerateArray().Single(row => row.GetProperty("name").GetString() == "siderolabs/hello");
        Assert.Equal("ghcr.io/siderolabs/hello:1.0.0-v1.13.0", hello.GetProperty("ref").GetString());
        Assert.StartsWith("sha256:", hello.GetProperty("digest").GetString(), StringComparison.Ordinal);
        Assert.Equal("Tests", hello.GetProperty("author").GetString());
        Assert.Equal("The extension hello", hello.GetProperty("description").GetString());
    }

    [Fact]
    public async Task The_size_of_every_extension_is_that_of_its_layers()
    {
        var names = (await GetAsync("/version/v1.13.0/extensions/official")).EnumerateArray().Select(row => row.GetProperty("name").GetString());

        var sizes = (await GetAsync("/version/v1.13.0/extensions/sizes?arch=arm64")).EnumerateArray().ToList();

        Assert.Equal(names, sizes.Select(row => row.GetProperty("name").GetString()));
        var hello = sizes.Single(row => row.GetProperty("name").ValueEquals("siderolabs/hello"));
        Assert.Equal(await LayersOfAsync("siderolabs/hello", "1.0.0-v1.13.0", "arm64"), hello.GetProperty("size").GetInt64());
    }

    [Fact]
    public async Task The_overlay_catalogue_names_image_reference_and_digest()
    {
        var overlays = await GetAsync("/version/v1.13.0/overlays/official");

        var board = overlays.EnumerateArray().Single();
        Assert.Equal("rpi_generic", board.GetProperty("name").GetString());
        Assert.Equal("siderolabs/sbc-raspberrypi", board.GetProperty("image").GetString());
        Assert.Equal("ghcr.io/siderolabs/sbc-raspberrypi:v0.1.0", board.GetProperty("ref").GetString());
    }

    [Fact]
    public async Task Versions_before_1_7_have_no_overlays()
    {
        var overlays = await GetAsync("/version/v1.5.5/overlays/official");

        Assert.Equal(0, overlays.GetArrayLength());
    }

    [Theory]
    [InlineData("/version/v1.99.0/extensions/official", HttpStatusCode.NotFound, "version 1.99.0 is not available")]
    [InlineData("/version/nonsense/extensions/official", HttpStatusCode.BadRequest, "nonsense")]
    [InlineData("/version/v1.13/overlays/official", HttpStatusCode.BadRequest, "v1.13.0")]
    [InlineData("/version/v1.99.0/extensions/sizes", HttpStatusCode.NotFound, "version 1.99.0 is not available")]
    [InlineData("/version/v1.13.0/extensions/sizes?arch=mips", HttpStatusCode.BadRequest, "amd64 and arm64")]
    public async Task What_is_unknown_is_404_and_what_is_malformed_400(string path, HttpStatusCode status, string expected)
    {
        using var answer = await factory.Client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(expected, await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    // As the source itself has the image.
    private async Task<long> LayersOfAsync(string image, string tag, string architecture)
    {
        var index = await ManifestAsync(image, tag);
        var described = index.GetProperty("manifests").EnumerateArray()
            .Single(row => row.GetProperty("platform").GetProperty("architecture").ValueEquals(architecture));
        var manifest = await ManifestAsync(image, described.GetProperty("digest").GetString()!);
        return manifest.GetProperty("layers").EnumerateArray().Sum(layer => layer.GetProperty("size").GetInt64());
    }

    private async Task<JsonElement> ManifestAsync(string image, string reference)
    {
        using var document = JsonDocument.Parse(
            await factory.Client.GetStringAsync(new Uri($"/v2/{image}/manifests/{reference}", UriKind.Relative), Cancellation));
        return document.RootElement.Clone();
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await factory.Client.GetAsync(new Uri(factory.Client.BaseAddress + path.TrimStart('/')), Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation)).RootElement;
    }
}
