using System.Net;
using System.Text.Json;
using ImageFactory.Configuration;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Signatures;
using ImageFactory.Testing;

namespace ImageFactory.Tests.Service;

/// <summary>What the factory made is signed, and Debian's cosign verifies it without the Internet.</summary>
public sealed class SignatureTests : IAsyncLifetime
{
    private const string Version = "v1.13.0";

    private readonly SpdxFactory _factory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Key => _factory.Combine("key.pub");

    private string Root => _factory.Combine("root.json");

    private string Host => _factory.Client.BaseAddress!.Authority;

    public async ValueTask InitializeAsync()
    {
        await _factory.InitializeAsync();
        await SaveAsync("/oci/cosign/signing-key.pub", "key.pub");
        await SaveAsync("/oci/cosign/trusted-root.json", "root.json");
    }

    public ValueTask DisposeAsync() => _factory.DisposeAsync();

    [Fact]
    public async Task An_asset_has_a_bundle_beside_it()
    {
        var id = await _factory.CreateAsync("customization: {extraKernelArgs: [signed]}");
        var asset = await SaveAsync($"/image/{id}/{Version}/kernel-amd64", "kernel");
        var bundle = await SaveAsync($"/image/{id}/{Version}/kernel-amd64.sigstore.json", "kernel.sigstore.json");

        await CosignAsync("verify-blob", "--new-bundle-format", "--bundle", bundle, "--trusted-root", Root, asset);
        await File.AppendAllTextAsync(asset, "more", Cancellation);
        Assert.NotEqual(0, (await TryCosignAsync("verify-blob", "--new-bundle-format", "--bundle", bundle, "--trusted-root", Root, asset)).ExitCode);
    }

    [Fact]
    public async Task A_bundle_is_as_long_as_its_head_says_and_always_the_same()
    {
        var id = await _factory.CreateAsync("customization: {extraKernelArgs: [again]}");
        var uri = new Uri($"/image/{id}/{Version}/kernel-amd64.sigstore.json", UriKind.Relative);
        using var head = await _factory.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, uri), Cancellation);

        var first = await _factory.Client.GetByteArrayAsync(uri, Cancellation);

        Assert.Equal(first.Length, head.Content.Headers.ContentLength);
        Assert.Equal(BundleWriter.MediaType, head.Content.Headers.ContentType?.MediaType);
        Assert.Equal(first, await _factory.Client.GetByteArrayAsync(uri, Cancellation));
    }

    [Theory]
    [InlineData("installer")]
    [InlineData("installer-secureboot")]
    public async Task An_installer_is_signed_by_its_tag(string image)
    {
        var id = await _factory.CreateAsync($"customization: {{extraKernelArgs: [{image}]}}");

        var output = await CosignAsync("verify", "--allow-http-registry", $"{Host}/{image}/{id}:{Version}");

        Assert.Contains((await IndexAsync(image, id)).ToString(), output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_manifest_of_an_installer_is_signed()
    {
        var id = await _factory.CreateAsync("customization: {extraKernelArgs: [each]}");
        foreach (var digest in await ManifestsAsync("installer", id))
        {
            await CosignAsync("verify", "--allow-http-registry", $"{Host}/installer/{id}@{digest}");
        }
    }

    [Fact]
    public async Task An_installer_refers_to_signature_and_provenance_and_its_images_to_their_bills()
    {
        var id = await _factory.CreateAsync("customization: {extraKernelArgs: [referred]}");
        var index = await IndexAsync("installer", id);
        var image = (await ManifestsAsync("installer", id))[0];

        Assert.Equal(["https://sigstore.dev/cosign/sign/v1", "https://slsa.dev/provenance/v1"], await PredicatesAsync(id, index, ""));
        Assert.Equal(["https://sigstore.dev/cosign/sign/v1", "https://spdx.dev/Document/v2.3"], await PredicatesAsync(id, image, ""));
        Assert.Equal(2, (await PredicatesAsync(id, index, "?artifactType=application/vnd.dev.sigstore.bundle.v0.3%2Bjson")).Count);
        Assert.Empty(await PredicatesAsync(id, index, "?artifactType=other"));
    }

    [Fact]
    public async Task Cosign_verifies_the_provenance_of_an_installer_and_the_bill_of_an_image()
    {
        var id = await _factory.CreateAsync("customization: {extraKernelArgs: [attested]}");
        var index = await IndexAsync("installer", id);
        var image = (await ManifestsAsync("installer", id))[0];

        await CosignAsync(
            "verify-attestation", "--new-bundle-format", "--trusted-root", Root, "--allow-http-registry", "--type", "https://slsa.dev/provenance/v1", $"{Host}/installer/{id}@{index}");
        await CosignAsync(
            "verify-attestation", "--new-bundle-format", "--trusted-root", Root, "--allow-http-registry", "--type", "https://spdx.dev/Document/v2.3", $"{Host}/installer/{id}@{image}");
    }

    [Fact]
    public async Task Another_digest_has_no_signature_and_no_referrers()
    {
        var id = await _factory.CreateAsync("customization: {extraKernelArgs: [none]}");
        var other = Digest.OfBytes("other"u8);

        using var answer = await _factory.Client.GetAsync(new Uri($"/v2/installer/{id}/manifests/{SubjectTag.OfSignatures(other)}", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(await PredicatesAsync(id, other.ToString(), ""));
    }

    [Fact]
    public async Task A_factory_that_signs_nothing_says_so()
    {
        var silent = new FactoryFixture { Configure = options => options.ImageSigning.Enabled = false };
        await silent.InitializeAsync();
        await using (silent)
        {
            var id = await silent.CreateAsync("{}");
            using var answer = await silent.Client.GetAsync(new Uri($"/image/{id}/{Version}/kernel-amd64.sigstore.json", UriKind.Relative), Cancellation);

            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains("signs nothing", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_ask_at_the_same_time_get_the_signatures_that_are_made_once()
    {
        Tool.Require("openssl");
        await Tool.RunAsync("openssl", "genpkey", "-algorithm", "RSA", "-out", _factory.Combine("counted.key"));
        await Tool.RunAsync("openssl", "pkey", "-in", _factory.Combine("counted.key"), "-pubout", "-out", _factory.Combine("counted.pub"));
        var counting = new FactoryFixture { Configure = CountSignatures };
        await counting.InitializeAsync();
        await using (counting)
        {
            var id = await counting.CreateAsync("{}");
            var manifests = $"/v2/installer/{id}/manifests/";
            using var index = await counting.Client.GetAsync(new Uri(manifests + Version, UriKind.Relative), Cancellation);
            var subject = Digest.Parse(Assert.Single(index.Headers.GetValues("Docker-Content-Digest")));
            var signature = new Uri(manifests + SubjectTag.OfSignatures(subject), UriKind.Relative);

            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => counting.Client.GetByteArrayAsync(signature, Cancellation)));

            Assert.All(answers, answer => Assert.Equal(answers[0], answer));
            // A statement of each kind about the index and its two images.
            Assert.Equal(6, (await File.ReadAllLinesAsync(_factory.Combine("counted"), Cancellation)).Length);
        }
    }

    private void CountSignatures(FactoryOptions options)
    {
        options.ImageSigning.Key.PublicKey = _factory.Combine("counted.pub");
        foreach (var part in new[] { "sh", "-c", $$"""
            echo asked >> '{{_factory.Combine("counted")}}'
            hash=$(sed 's/.*"hash":"\([^"]*\)".*/\1/' | sed 's/\\u002B/+/g')
            signature=$(echo "$hash" | base64 -d | openssl pkeyutl -sign -inkey '{{_factory.Combine("counted.key")}}' -pkeyopt digest:sha256 | base64 -w 0)
            echo "{\"signature\":\"$signature\"}"
            """ })
        {
            options.ImageSigning.Key.Command.Add(part);
        }
    }

    private async Task<string> IndexAsync(string image, string id)
    {
        using var answer = await _factory.Client.GetAsync(new Uri($"/v2/{image}/{id}/manifests/{Version}", UriKind.Relative), Cancellation);
        return Assert.Single(answer.Headers.GetValues("Docker-Content-Digest"));
    }

    private async Task<IReadOnlyList<string>> ManifestsAsync(string image, string id)
    {
        using var document = JsonDocument.Parse(
            await _factory.Client.GetByteArrayAsync(new Uri($"/v2/{image}/{id}/manifests/{Version}", UriKind.Relative), Cancellation));
        return [.. document.RootElement.GetProperty("manifests").EnumerateArray().Select(manifest => manifest.GetProperty("digest").GetString()!)];
    }

    private async Task<IReadOnlyList<string>> PredicatesAsync(string id, string subject, string query)
    {
        using var document = JsonDocument.Parse(
            await _factory.Client.GetByteArrayAsync(new Uri($"/v2/installer/{id}/referrers/{subject}{query}", UriKind.Relative), Cancellation));
        return
        [
            .. document.RootElement.GetProperty("manifests").EnumerateArray()
                .Select(manifest => manifest.GetProperty("annotations").GetProperty("dev.sigstore.bundle.predicateType").GetString()!)
                .Order(StringComparer.Ordinal),
        ];
    }

    private async Task<string> SaveAsync(string path, string name)
    {
        await File.WriteAllBytesAsync(_factory.Combine(name), await _factory.Client.GetByteArrayAsync(new Uri(path, UriKind.Relative), Cancellation), Cancellation);
        return _factory.Combine(name);
    }

    private async Task<string> CosignAsync(params string[] arguments)
    {
        var result = await TryCosignAsync(arguments);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output;
    }

    // Nothing of the person who runs the tests.
    private Task<ToolResult> TryCosignAsync(params string[] arguments)
    {
        Tool.Require("cosign");
        return Tool.TryRunAsync(
            "env",
            [$"HOME={_factory.Combine("home")}", RepositoryRoot.Combine(".cache", "judges", "bin", "cosign"), arguments[0], "--key", Key, "--insecure-ignore-tlog", .. arguments[1..]]);
    }
}
