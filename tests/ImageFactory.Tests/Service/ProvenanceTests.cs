using System.Security.Cryptography;
using System.Text.Json;

namespace ImageFactory.Tests.Service;

public sealed class ProvenanceTests(FactoryFixture factory) : IClassFixture<FactoryFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("kernel-amd64")]
    [InlineData("metal-amd64-uki.efi")]
    [InlineData("installer-arm64.tar")]
    public async Task The_subject_is_the_asset_and_the_parameters_build_it_again(string file)
    {
        var id = await factory.CreateAsync("customization: {systemExtensions: {officialExtensions: [siderolabs/hello]}}");
        var uri = $"/image/{id}/v1.13.0/{file}";

        using var answer = await factory.Client.GetAsync(Uri(uri + ".provenance.json"), Cancellation);
        using var statement = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(Cancellation));
        var asset = await factory.Client.GetByteArrayAsync(Uri(uri), Cancellation);

        Assert.Equal("application/vnd.in-toto+json", answer.Content.Headers.ContentType?.ToString());
        var subject = statement.RootElement.GetProperty("subject")[0];
        Assert.Equal(file, subject.GetProperty("name").GetString());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(asset)), subject.GetProperty("digest").GetProperty("sha256").GetString());
        var parameters = statement.RootElement.GetProperty("predicate").GetProperty("buildDefinition").GetProperty("externalParameters");
        Assert.Equal(
            uri,
            $"/image/{parameters.GetProperty("schematicId").GetString()}/{parameters.GetProperty("talosVersion").GetString()}/{parameters.GetProperty("asset").GetString()}");
    }

    [Fact]
    public async Task Head_knows_the_length_without_the_digests()
    {
        var uri = Uri($"/image/{await factory.CreateAsync("{}")}/v1.13.0/initramfs-arm64.xz.provenance.json");

        using var request = new HttpRequestMessage(HttpMethod.Head, uri);
        using var head = await factory.Client.SendAsync(request, Cancellation);

        Assert.Equal((await factory.Client.GetByteArrayAsync(uri, Cancellation)).Length, head.Content.Headers.ContentLength);
    }

    private static Uri Uri(string path) => new(path, UriKind.Relative);
}
