using System.Net;
using System.Text.Json;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Tests.Service;

/// <summary>What a client of registries sees (OCI distribution specification 1.1, pulling).</summary>
public sealed class RegistryEndpointTests(FactoryFixture factory) : IClassFixture<FactoryFixture>
{
    private const string Plain = "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";
    private const string Index = "application/vnd.oci.image.index.v1+json";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/v2/")]
    [InlineData("/v2")]
    public async Task The_root_says_that_this_is_a_registry(string path)
    {
        using var answer = await SendAsync(HttpMethod.Get, path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("registry/2.0", answer.Headers.GetValues("Docker-Distribution-Api-Version").Single());
    }

    [Theory]
    [InlineData("installer")]
    [InlineData("installer-secureboot")]
    [InlineData("metal-installer")]
    [InlineData("aws-installer")]
    [InlineData("aws-installer-secureboot")]
    public async Task A_version_is_an_index_of_both_architectures(string image)
    {
        using var index = await ReadAsync($"/v2/{image}/{Plain}/manifests/v1.13.0", Index);

        Assert.Equal(
            ["amd64", "arm64"],
            index.RootElement.GetProperty("manifests").EnumerateArray().Select(
                each => each.GetProperty("platform").GetProperty("architecture").GetString()));
    }

    [Fact]
    public async Task Latest_is_the_newest_version_that_is_no_prerelease()
    {
        using var latest = await SendAsync(HttpMethod.Head, $"/v2/installer/{Plain}/manifests/latest");
        using var version = await SendAsync(HttpMethod.Head, $"/v2/installer/{Plain}/manifests/v1.13.0");

        Assert.Equal(DigestOf(version), DigestOf(latest));
    }

    [Fact]
    public async Task Everything_that_an_index_names_has_its_digest_and_its_size()
    {
        using var index = await ReadAsync($"/v2/installer/{Plain}/manifests/v1.13.0", Index);
        foreach (var entry in index.RootElement.GetProperty("manifests").EnumerateArray())
        {
            var name = entry.GetProperty("digest").GetString();
            using var manifest = await ReadAsync($"/v2/installer/{Plain}/manifests/{name}", "application/vnd.oci.image.manifest.v1+json");
            JsonElement[] blobs = [manifest.RootElement.GetProperty("config"), .. manifest.RootElement.GetProperty("layers").EnumerateArray()];
            foreach (var blob in blobs)
            {
                var digest = blob.GetProperty("digest").GetString();
                var content = await factory.Client.GetByteArrayAsync(new Uri($"/v2/installer/{Plain}/blobs/{digest}", UriKind.Relative), Cancel);
                Assert.Equal(digest, Digest.OfBytes(content).ToString());
                Assert.Equal(blob.GetProperty("size").GetInt64(), content.Length);
            }
        }
    }

    [Fact]
    public async Task A_blob_is_sent_from_where_a_client_left_off()
    {
        using var index = await ReadAsync($"/v2/installer/{Plain}/manifests/v1.13.0", Index);
        var name = index.RootElement.GetProperty("manifests")[0].GetProperty("digest").GetString();
        using var manifest = await ReadAsync($"/v2/installer/{Plain}/manifests/{name}", "application/vnd.oci.image.manifest.v1+json");
        var path = $"/v2/installer/{Plain}/blobs/{manifest.RootElement.GetProperty("layers")[1].GetProperty("digest").GetString()}";
        var whole = await factory.Client.GetByteArrayAsync(new Uri(path, UriKind.Relative), Cancel);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Range = new System.Net.Http.Headers.RangeHeaderValue(1000, null);

        using var answer = await factory.Client.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal(whole[1000..], await answer.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Fact]
    public async Task The_tags_are_the_versions()
    {
        using var tags = await ReadAsync($"/v2/installer/{Plain}/tags/list", "application/json");

        Assert.Contains("v1.13.0", tags.RootElement.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
        Assert.Equal($"installer/{Plain}", tags.RootElement.GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_page_of_tags_links_to_the_next()
    {
        using var answer = await SendAsync(HttpMethod.Get, $"/v2/installer/{Plain}/tags/list?n=2");

        using var tags = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        var last = tags.RootElement.GetProperty("tags")[1].GetString();
        Assert.Equal($"</v2/installer/{Plain}/tags/list?n=2&last={last}>; rel=\"next\"", answer.Headers.GetValues("Link").Single());
    }

    [Fact]
    public async Task Referrers_of_a_manifest_without_any_are_an_empty_index()
    {
        using var answer = await SendAsync(
            HttpMethod.Get, $"/v2/installer/{Plain}/referrers/{Digest.OfBytes([])}?artifactType=application/example");

        Assert.Equal(Index, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("artifactType", answer.Headers.GetValues("OCI-Filters-Applied").Single());
    }

    [Theory]
    [InlineData("/v2/nothing/ID/manifests/v1.13.0", "NAME_UNKNOWN")]
    [InlineData("/v2/moon-installer/ID/manifests/v1.13.0", "NAME_UNKNOWN")]
    [InlineData("/v2/installer/0/manifests/v1.13.0", "NAME_UNKNOWN")]
    [InlineData("/v2/installer/ID/manifests/v1.0.0", "MANIFEST_UNKNOWN")]
    [InlineData("/v2/installer/ID/manifests/sha256:0000000000000000000000000000000000000000000000000000000000000000", "MANIFEST_UNKNOWN")]
    [InlineData("/v2/installer/ID/blobs/sha256:0000000000000000000000000000000000000000000000000000000000000000", "BLOB_UNKNOWN")]
    public async Task What_is_not_there_is_404_with_the_code_of_the_specification(string path, string code)
    {
        using var answer = await SendAsync(HttpMethod.Get, path.Replace("ID", Plain, StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(code, body.RootElement.GetProperty("errors")[0].GetProperty("code").GetString());
    }

    private static string DigestOf(HttpResponseMessage answer) => answer.Headers.GetValues("Docker-Content-Digest").Single();

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path) =>
        factory.Client.SendAsync(new HttpRequestMessage(method, path), Cancel);

    private async Task<JsonDocument> ReadAsync(string path, string mediaType)
    {
        using var answer = await SendAsync(HttpMethod.Get, path);
        var body = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.IsSuccessStatusCode, body);
        Assert.Equal(mediaType, answer.Content.Headers.ContentType!.MediaType);
        return JsonDocument.Parse(body);
    }
}
