using System.Net;
using System.Text.Json;
using ImageFactory.Oci;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Documents;
using ImageFactory.Oci.Layout;
using ImageFactory.Oci.Signatures;
using ImageFactory.Testing;

namespace ImageFactory.Tests.Service;

/// <summary>The images of the source through the factory (OCI distribution specification 1.1, pulling).</summary>
public sealed class SourceProxyTests(FactoryFixture factory) : IClassFixture<FactoryFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("imager", "v1.13.0")]
    [InlineData("installer-base", "v1.13.0")]
    [InlineData("installer", "v1.9.5")]
    [InlineData("extensions", "v1.13.0")]
    [InlineData("overlays", "v1.13.0")]
    [InlineData("hello", "1.0.0-v1.13.0")]
    public async Task A_source_image_is_pulled_as_it_is(string image, string tag) =>
        Assert.NotEmpty(await RegistryPull.AllAsync(factory.Client, $"siderolabs/{image}", tag));

    [Fact]
    public async Task The_tags_are_those_of_the_source()
    {
        using var answer = await GetAsync("/v2/siderolabs/imager/tags/list?n=3");

        using var tags = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(["v1.12.4", "v1.13.0", "v1.14.0-beta.1"], tags.RootElement.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
        Assert.Equal(
            "</v2/siderolabs/imager/tags/list?n=3&last=v1.14.0-beta.1>; rel=\"next\"", answer.Headers.GetValues("Link").Single());
    }

    [Fact]
    public async Task A_blob_has_its_length_without_being_fetched()
    {
        using var index = await ReadAsync("/v2/siderolabs/gasket-driver/manifests/1.0.0-v1.13.0");
        var name = index.RootElement.GetProperty("manifests")[0].GetProperty("digest").GetString();
        using var document = await ReadAsync($"/v2/siderolabs/gasket-driver/manifests/{name}");
        var layer = document.RootElement.GetProperty("layers")[0];
        var digest = layer.GetProperty("digest").GetString()!;

        using var answer = await factory.Client.SendAsync(
            new HttpRequestMessage(HttpMethod.Head, $"/v2/siderolabs/gasket-driver/blobs/{digest}"), Cancel);

        Assert.Equal(layer.GetProperty("size").GetInt64(), answer.Content.Headers.ContentLength);
        Assert.False(File.Exists(Path.Combine(factory.Data, "blobs", "sha256", digest["sha256:".Length..])));
    }

    [Fact]
    public async Task What_refers_to_an_image_is_an_index()
    {
        using var manifest = await GetAsync("/v2/siderolabs/imager/manifests/v1.13.0");
        var digest = manifest.Headers.GetValues("Docker-Content-Digest").Single();

        using var answer = await GetAsync($"/v2/siderolabs/imager/referrers/{digest}?artifactType=a/b");

        Assert.Equal("application/vnd.oci.image.index.v1+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("artifactType", answer.Headers.GetValues("OCI-Filters-Applied").Single());
    }

    [Fact]
    public async Task What_refers_to_an_image_is_listed_and_pulled()
    {
        var imager = RepositoryName.Parse("siderolabs/imager");
        await using var signed = new RestartedFactory();
        await MiniRelease.WriteAsync(signed.Layout, Cancel);
        var image = (await new LayoutSource(signed.Layout).ResolveAsync(Reference.ToTag(imager, "v1.13.0"), Cancel))!;
        var bundle = SignatureArtifact.OfBundle(image, "{}"u8.ToArray(), InTotoStatement.CosignSignature);
        var layout = await LayoutWriter.OpenAsync(signed.Layout, Cancel);
        foreach (var blob in bundle.Blobs.Values)
        {
            await layout.PutBytesAsync(blob, MediaTypes.Empty, Cancel);
        }

        await layout.PutBytesAsync(bundle.Document, MediaTypes.ImageManifest, Cancel);
        layout.Tag(Reference.ToTag(imager, SubjectTag.OfReferrers(image.Digest).ToString()), await layout.PutIndexAsync([bundle.Descriptor], Cancel));
        await layout.FinishAsync(Cancel);
        await signed.StartAsync();

        var listed = ImageIndex.Read(await signed.ReadAsync($"/v2/siderolabs/imager/referrers/{image.Digest}"));

        Assert.Equal(bundle.Descriptor.Digest, Assert.Single(listed.Manifests).Digest);
        Assert.Equal(bundle.Document.ToArray(), await signed.ReadAsync($"/v2/siderolabs/imager/manifests/{bundle.Descriptor.Digest}"));
        Assert.Equal("{}"u8.ToArray(), await signed.ReadAsync($"/v2/siderolabs/imager/blobs/{bundle.Manifest.Layers[0].Digest}"));
    }

    [Theory]
    [InlineData("siderolabs/talosctl/v.13.5/manifests/latest", "NAME_UNKNOWN", "unknown image: siderolabs/talosctl/v.13.5")]
    [InlineData("siderolabs/nothing/manifests/v1.13.0", "NAME_UNKNOWN", "unknown image: siderolabs/nothing")]
    [InlineData("siderolabs/manifests/v1", "NAME_UNKNOWN", "unknown registry path")]
    [InlineData("siderolabs/imager/tags/v1", "NAME_UNKNOWN", "unknown registry path")]
    [InlineData("siderolabs/imager/../imager/tags/foo", "NAME_UNKNOWN", "unknown registry path")]
    [InlineData("foo", "NAME_UNKNOWN", "unknown registry path")]
    [InlineData("foo/manifests/v1", "NAME_UNKNOWN", "unknown registry path")]
    [InlineData("a/b/c/manifests/v1", "NAME_UNKNOWN", "unknown registry path")]
    [InlineData("siderolabs/imager/manifests/v9.9.9", "MANIFEST_UNKNOWN", "v9.9.9")]
    [InlineData("siderolabs/imager/blobs/sha256:0000000000000000000000000000000000000000000000000000000000000000", "BLOB_UNKNOWN", "0000")]
    public async Task What_is_not_there_is_404_with_the_code_of_the_specification(string path, string code, string text)
    {
        using var answer = await GetAsync($"/v2/{path}");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        var error = body.RootElement.GetProperty("errors")[0];
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.Contains(text, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "installer/0/blobs/uploads")]
    [InlineData("PUT", "siderolabs/imager/manifests/v1.13.0")]
    [InlineData("DELETE", "siderolabs/imager/manifests/v1.13.0")]
    public async Task Nothing_is_pushed_here(string method, string path)
    {
        using var answer = await factory.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), $"/v2/{path}"), Cancel);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Contains("UNSUPPORTED", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_pull_needs_no_source_nor_does_one_after_a_restart()
    {
        DockerRegistry.Require();
        await using var registry = new DockerRegistry();
        await using var mirrored = new RestartedFactory();
        await MiniRelease.WriteAsync(mirrored.Layout, Cancel);
        await registry.StartAsync();
        await registry.FillAsync(mirrored.Layout, "siderolabs/imager:v1.13.0");
        await mirrored.StartAsync($"http://{registry.Address}");
        var pulled = await RegistryPull.AllAsync(mirrored.Client, "siderolabs/imager", "v1.13.0");
        await registry.StopAsync();

        var second = await RegistryPull.AllAsync(mirrored.Client, "siderolabs/imager", "v1.13.0");
        await mirrored.StartAsync($"http://{registry.Address}");
        var third = await RegistryPull.AllAsync(mirrored.Client, "siderolabs/imager", "v1.13.0");

        Assert.Equal(pulled.Values, second.Values);
        Assert.Equal(pulled.Values, third.Values);
    }

    private async Task<JsonDocument> ReadAsync(string path)
    {
        using var answer = await GetAsync(path);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
    }

    private Task<HttpResponseMessage> GetAsync(string path) => factory.Client.GetAsync(new Uri(path, UriKind.Relative), Cancel);
}
