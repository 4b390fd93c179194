using System.Net;
using System.Text.Json;

namespace ImageFactory.Tests.Service;

/// <summary>The pull workflow in the words of the OCI distribution conformance tests, for an installer and for a source image.</summary>
public sealed class RegistryConformanceTests(FactoryFixture factory) : IClassFixture<FactoryFixture>
{
    private const string Installer = "installer/376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";
    private const string Source = "siderolabs/installer-base";
    private const string Missing = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("HEAD", Installer)]
    [InlineData("GET", Installer)]
    [InlineData("HEAD", Source)]
    [InlineData("GET", Source)]
    public async Task Request_to_nonexistent_blob_should_result_in_404_response(string method, string name) =>
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(method, $"{name}/blobs/{Missing}")).StatusCode);

    [Theory]
    [InlineData("HEAD", Installer)]
    [InlineData("GET", Installer)]
    [InlineData("HEAD", Source)]
    [InlineData("GET", Source)]
    public async Task Request_to_existing_blob_should_yield_200(string method, string name)
    {
        using var manifest = await ReadAsync($"{name}/manifests/{(await ManifestsAsync(name))[0]}");
        var blob = manifest.RootElement.GetProperty("layers")[0];
        var digest = blob.GetProperty("digest").GetString();

        using var answer = await SendAsync(method, $"{name}/blobs/{digest}");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(digest, answer.Headers.GetValues("Docker-Content-Digest").Single());
        Assert.Equal(blob.GetProperty("size").GetInt64(), answer.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData("HEAD", Installer, "v0.0.1")]
    [InlineData("GET", Installer, Missing)]
    [InlineData("HEAD", Source, "v0.0.1")]
    [InlineData("GET", Source, Missing)]
    public async Task Request_to_nonexistent_manifest_should_return_404(string method, string name, string reference) =>
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(method, $"{name}/manifests/{reference}")).StatusCode);

    [Theory]
    [InlineData("HEAD", Installer)]
    [InlineData("GET", Installer)]
    [InlineData("HEAD", Source)]
    [InlineData("GET", Source)]
    public async Task Request_to_manifest_path_by_tag_should_yield_200_response(string method, string name)
    {
        using var answer = await SendAsync(method, $"{name}/manifests/v1.13.0");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith("sha256:", answer.Headers.GetValues("Docker-Content-Digest").Single(), StringComparison.Ordinal);
        Assert.Equal("application/vnd.oci.image.index.v1+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("HEAD", Installer)]
    [InlineData("GET", Installer)]
    [InlineData("HEAD", Source)]
    [InlineData("GET", Source)]
    public async Task Request_to_manifest_path_by_digest_should_yield_200_response(string method, string name)
    {
        foreach (var digest in await ManifestsAsync(name))
        {
            using var answer = await SendAsync(method, $"{name}/manifests/{digest}");

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(digest, answer.Headers.GetValues("Docker-Content-Digest").Single());
        }
    }

    [Theory]
    [InlineData(Installer)]
    [InlineData(Source)]
    public async Task Response_body_of_an_error_should_contain_OCI_conforming_JSON_message(string name)
    {
        using var answer = await SendAsync("GET", $"{name}/blobs/sha256:totallywrong");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("DIGEST_INVALID", body.RootElement.GetProperty("errors")[0].GetProperty("code").GetString());
    }

    [Theory]
    [InlineData(Installer)]
    [InlineData(Source)]
    public async Task Number_of_tags_should_be_limitable_by_n_and_start_is_set_by_last(string name)
    {
        var all = await TagsAsync($"{name}/tags/list");

        Assert.Equal(all.Take(2), await TagsAsync($"{name}/tags/list?n=2"));
        Assert.Equal(all.Skip(1).Take(1), await TagsAsync($"{name}/tags/list?n=1&last={all[0]}"));
        Assert.Empty(await TagsAsync($"{name}/tags/list?n=0"));
    }

    [Theory]
    [InlineData(Installer)]
    [InlineData(Source)]
    public async Task Referrers_of_a_nonexistent_manifest_should_result_in_empty_200_response(string name)
    {
        using var index = await ReadAsync($"{name}/referrers/{Missing}");

        Assert.Equal(0, index.RootElement.GetProperty("manifests").GetArrayLength());
    }

    private async Task<List<string?>> ManifestsAsync(string name)
    {
        using var index = await ReadAsync($"{name}/manifests/v1.13.0");
        return [.. index.RootElement.GetProperty("manifests").EnumerateArray().Select(manifest => manifest.GetProperty("digest").GetString())];
    }

    private async Task<List<string?>> TagsAsync(string path)
    {
        using var tags = await ReadAsync(path);
        return [.. tags.RootElement.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString())];
    }

    private async Task<JsonDocument> ReadAsync(string path)
    {
        using var answer = await SendAsync("GET", path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
    }

    private Task<HttpResponseMessage> SendAsync(string method, string path) =>
        factory.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), $"/v2/{path}"), Cancel);
}
