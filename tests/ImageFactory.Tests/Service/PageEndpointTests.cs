using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace ImageFactory.Tests.Service;

/// <summary>How the page travels: what browsers keep, what they ask again, and what they must not do.</summary>
public sealed partial class PageEndpointTests(FactoryFixture factory) : IClassFixture<FactoryFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/api")]
    [InlineData("/compare")]
    [InlineData("/lookup")]
    [InlineData("/result?version=v1.13.0")]
    public async Task Every_view_is_the_same_document_and_asked_again(string path)
    {
        using var answer = await GetAsync(path);

        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.True(answer.Headers.CacheControl is { Public: true, NoCache: true });
        Assert.Contains("Image Factory", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_document_names_files_that_are_there_and_kept_for_ever()
    {
        using var document = await GetAsync("/");
        var names = Named().Matches(await document.Content.ReadAsStringAsync(Cancellation)).Select(match => match.Groups["path"].Value).ToList();

        Assert.True(names.Count > 5);
        foreach (var name in names)
        {
            using var file = await GetAsync(name);
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
            Assert.Contains("immutable", file.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Files_of_another_revision_are_those_of_today_and_asked_again()
    {
        using var answer = await GetAsync("/ui/0000/main.js");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoCache);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Files_travel_compressed_with_an_entity_tag_of_their_own(string encoding)
    {
        using var plain = await GetAsync("/ui/0/style.css");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ui/0/style.css");
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(encoding));
        using var answer = await factory.Client.SendAsync(request, Cancellation);

        Assert.Equal([encoding], answer.Content.Headers.ContentEncoding);
        Assert.NotEqual(plain.Headers.ETag, answer.Headers.ETag);
        Assert.Equal(["Accept-Encoding"], answer.Headers.Vary);
        var body = await answer.Content.ReadAsStreamAsync(Cancellation);
        await using Stream unpacked = encoding is "br" ? new BrotliStream(body, CompressionMode.Decompress) : new GZipStream(body, CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked);
        Assert.Equal(await plain.Content.ReadAsStringAsync(Cancellation), await reader.ReadToEndAsync(Cancellation));
    }

    [Fact]
    public async Task Who_has_a_file_does_not_get_it_again()
    {
        using var first = await GetAsync("/");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await factory.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/result")]
    public async Task Nothing_inline_and_nothing_of_others_is_allowed(string path)
    {
        using var answer = await GetAsync(path);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Theory]
    [InlineData("/llms.txt", "text/plain")]
    [InlineData("/robots.txt", "text/plain")]
    [InlineData("/favicon.ico", "image/x-icon")]
    [InlineData("/openapi.yaml", "application/yaml")]
    [InlineData("/openapi.json", "application/json")]
    [InlineData("/ui/0/favicon.svg", "image/svg+xml")]
    [InlineData("/ui/0/apple-touch-icon.png", "image/png")]
    public async Task What_others_look_for_is_there(string path, string mediaType)
    {
        using var answer = await factory.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path), Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(mediaType, answer.Content.Headers.ContentType!.MediaType);
        Assert.True(answer.Content.Headers.ContentLength > 0);
    }

    [Theory]
    [InlineData("/ui/0/nothing.js")]
    [InlineData("/ui/0/../../etc/passwd")]
    [InlineData("/ui/0/package.json")]
    public async Task There_is_nothing_else(string path)
    {
        using var answer = await GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private Task<HttpResponseMessage> GetAsync(string path) => factory.Client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);

    [GeneratedRegex("(href|src)=\"(?<path>/ui/[^\"]+)\"", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Named();
}
