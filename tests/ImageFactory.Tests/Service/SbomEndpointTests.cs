using System.Net;
using System.Text.Json;
using ImageFactory.Testing;

namespace ImageFactory.Tests.Service;

public sealed class SbomEndpointTests(SpdxFactory factory) : IClassFixture<SpdxFactory>
{
    private const string Empty = "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Spdx_is_what_the_schema_wants_and_names_all_that_is_in_it()
    {
        var id = await factory.CreateAsync(SpdxRelease.Schematic);

        using var answer = await GetAsync($"/spdx/{id}/1.13.0/amd64");
        var bytes = await answer.Content.ReadAsByteArrayAsync(Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/spdx+json", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal($"attachment; filename=\"{id}-v1.13.0-amd64.spdx.json\"", answer.Content.Headers.GetValues("Content-Disposition").Single());
        Assert.Equal(bytes.Length, answer.Content.Headers.ContentLength);
        Assert.Empty(JsonJudge.Spdx(bytes));
        using var document = JsonDocument.Parse(bytes);
        Assert.Equal($"talos-{id}-v1.13.0-amd64", document.RootElement.GetProperty("name").GetString());
        Assert.Equal($"{FactoryFixture.ExternalUrl}/spdx/{id}/v1.13.0/amd64", document.RootElement.GetProperty("documentNamespace").GetString());
        var names = document.RootElement.GetProperty("packages").EnumerateArray().Select(package => package.GetProperty("name").GetString()!).Order(StringComparer.Ordinal);
        Assert.Equal(["machined", "musl", "odd", "runsc", "siderolabs/imager", "talos", "told", "untold"], names);
    }

    [Fact]
    public async Task Every_element_that_is_named_is_there_once()
    {
        var id = await factory.CreateAsync(SpdxRelease.Schematic);

        using var document = JsonDocument.Parse(await factory.Client.GetByteArrayAsync(Uri($"/spdx/{id}/v1.13.0/arm64"), Cancellation));
        var root = document.RootElement;

        var ids = root.GetProperty("packages").EnumerateArray().Select(package => package.GetProperty("SPDXID").GetString()).Append("SPDXRef-DOCUMENT").ToList();
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(root.GetProperty("relationships").EnumerateArray(), relation =>
        {
            Assert.Contains(relation.GetProperty("spdxElementId").GetString(), ids);
            Assert.Contains(relation.GetProperty("relatedSpdxElement").GetString(), ids);
        });
    }

    [Fact]
    public async Task CycloneDx_is_what_the_schema_wants_and_has_the_same_components()
    {
        var id = await factory.CreateAsync(SpdxRelease.Schematic);

        using var answer = await GetAsync($"/cyclonedx/{id}/v1.13.0/amd64");
        var bytes = await answer.Content.ReadAsByteArrayAsync(Cancellation);

        Assert.Equal("application/vnd.cyclonedx+json", answer.Content.Headers.ContentType?.ToString());
        Assert.Empty(JsonJudge.CycloneDx(bytes));
        using var document = JsonDocument.Parse(bytes);
        var components = document.RootElement.GetProperty("components").EnumerateArray().ToList();
        Assert.Equal(
            ["machined", "musl", "odd", "runsc", "siderolabs/imager", "told", "untold"],
            components.Select(component => component.GetProperty("name").GetString()).Order(StringComparer.Ordinal));
        var musl = components.Single(component => component.GetProperty("name").GetString() is "musl");
        Assert.Equal("pkg:generic/musl@1.2.5", musl.GetProperty("purl").GetString());
        Assert.Equal("SHA-256", musl.GetProperty("hashes")[0].GetProperty("alg").GetString());
    }

    [Fact]
    public async Task An_extension_without_documents_is_told_by_its_manifest_and_digest()
    {
        var id = await factory.CreateAsync(SpdxRelease.Schematic);

        using var document = JsonDocument.Parse(await factory.Client.GetByteArrayAsync(Uri($"/spdx/{id}/v1.13.0/amd64"), Cancellation));

        var untold = document.RootElement.GetProperty("packages").EnumerateArray().Single(package => package.GetProperty("name").GetString() is "untold");
        Assert.Equal("1.0.0", untold.GetProperty("versionInfo").GetString());
        Assert.Equal("Organization: Tests", untold.GetProperty("originator").GetString());
        Assert.Equal("Compatible with Talos >= v1.0.0", untold.GetProperty("comment").GetString());
        Assert.StartsWith("pkg:oci/untold@sha256%3A", untold.GetProperty("externalRefs")[0].GetProperty("referenceLocator").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("spdx")]
    [InlineData("cyclonedx")]
    public async Task The_same_question_has_the_same_bytes_in_anotherfactory(string form)
    {
        await using var other = new FactoryFixture { Configure = options => options.Source = factory.Source };
        await other.InitializeAsync();
        var id = await factory.CreateAsync(SpdxRelease.Schematic);
        await other.CreateAsync(SpdxRelease.Schematic);

        Assert.Equal(
            await factory.Client.GetByteArrayAsync(Uri($"/{form}/{id}/v1.13.0/amd64"), Cancellation),
            await other.Client.GetByteArrayAsync(Uri($"/{form}/{id}/v1.13.0/amd64"), Cancellation));
    }

    [Fact]
    public async Task Head_has_the_headers_alone()
    {
        using var whole = await GetAsync($"/spdx/{Empty}/v1.13.0/amd64");
        using var request = new HttpRequestMessage(HttpMethod.Head, Uri($"/spdx/{Empty}/v1.13.0/amd64"));
        using var head = await factory.Client.SendAsync(request, Cancellation);

        Assert.Equal(whole.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Equal(whole.Headers.ETag, head.Headers.ETag);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Fact]
    public async Task A_version_before_1_11_has_one_too()
    {
        using var answer = await GetAsync($"/spdx/{Empty}/v1.9.5/amd64");

        Assert.Empty(JsonJudge.Spdx(await answer.Content.ReadAsByteArrayAsync(Cancellation)));
    }

    // The schematic is looked for first, then the version, then the architecture.
    [Theory]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/not-a-version/x", HttpStatusCode.NotFound, "schematic not found")]
    [InlineData(Empty + "/not-a-version/x", HttpStatusCode.BadRequest, "not-a-version")]
    [InlineData(Empty + "/v1.99.0/x", HttpStatusCode.NotFound, "1.99.0")]
    [InlineData(Empty + "/v1.13.0/x", HttpStatusCode.BadRequest, "invalid architecture: \"x\"")]
    [InlineData(Empty + "/v1.13.0/x86_64", HttpStatusCode.BadRequest, "invalid architecture: \"x86_64\"")]
    public async Task What_is_wrong_is_told_in_the_order_of_the_path(string path, HttpStatusCode status, string text)
    {
        foreach (var form in new[] { "spdx", "cyclonedx" })
        {
            using var answer = await GetAsync($"/{form}/{path}");

            Assert.Equal(status, answer.StatusCode);
            Assert.Contains(text, await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("{", "{}", "the release")]
    [InlineData("{\"spdxVersion\": \"SPDX-2.3\"}", "[]", "siderolabs/told")]
    public async Task Damaged_documents_are_502_and_name_their_owner(string release, string extension, string owner)
    {
        using var directory = new TemporaryDirectory();
        await SpdxRelease.WriteAsync(directory.Path, release, extension, Cancellation);
        await using var other = new FactoryFixture { Configure = options => options.Source = directory.Path };
        await other.InitializeAsync();
        var id = await other.CreateAsync(SpdxRelease.Schematic);

        using var answer = await other.Client.GetAsync(Uri($"/spdx/{id}/v1.13.0/amd64"), Cancellation);

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Contains(owner, await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    private static Uri Uri(string path) => new(path, UriKind.Relative);

    private Task<HttpResponseMessage> GetAsync(string path) => factory.Client.GetAsync(Uri(path), Cancellation);
}
