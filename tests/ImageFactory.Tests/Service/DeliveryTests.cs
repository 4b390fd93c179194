using System.Net;
using System.Text;

namespace ImageFactory.Tests.Service;

/// <summary>Conditions and ranges on assets: RFC 9110, sections 13 and 14.</summary>
public sealed class DeliveryTests(FactoryFixture factory) : IClassFixture<FactoryFixture>
{
    private const string File = "metal-arm64.iso";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("bytes=0-0", 0, 1)]
    [InlineData("bytes=1000-4999", 1000, 4000)]
    [InlineData("bytes=-10", -10, 10)]
    [InlineData("bytes=100-", 100, int.MaxValue)]
    [InlineData("bytes=100-999999999999", 100, int.MaxValue)]
    [InlineData("bytes=-999999999999", 0, int.MaxValue)]
    [InlineData("bytes=10-19,15-29", 10, 20)]
    [InlineData("bytes=0-9,999999999999-", 0, 10)]
    public async Task One_range_is_that_part_of_the_whole(string range, int start, int count)
    {
        var whole = await factory.Client.GetByteArrayAsync(await UriAsync(), Cancellation);
        var from = start < 0 ? whole.Length + start : start;
        var length = Math.Min(count, whole.Length - from);

        using var answer = await SendAsync(("Range", range));

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal($"bytes {from}-{from + length - 1}/{whole.Length}", answer.Content.Headers.GetValues("Content-Range").Single());
        Assert.Equal(length, answer.Content.Headers.ContentLength);
        Assert.Equal(whole[from..(from + length)], await answer.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Fact]
    public async Task Several_ranges_come_as_parts_with_an_exact_length()
    {
        var whole = await factory.Client.GetByteArrayAsync(await UriAsync(), Cancellation);

        using var answer = await SendAsync(("Range", "bytes=0-9, 32768-32799, -5"));

        var body = await answer.Content.ReadAsByteArrayAsync(Cancellation);
        var boundary = answer.Content.Headers.ContentType!.Parameters.Single().Value;
        var expected = string.Concat(
            Part(0, 10), Part(32768, 32), Part(whole.Length - 5, 5), $"\r\n--{boundary}--\r\n");
        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal("multipart/byteranges", answer.Content.Headers.ContentType.MediaType);
        Assert.Equal(expected.Length, answer.Content.Headers.ContentLength);
        Assert.Equal(expected, Encoding.Latin1.GetString(body));

        string Part(int start, int length) =>
            $"\r\n--{boundary}\r\nContent-Type: application/x-iso9660-image\r\nContent-Range: bytes {start}-{start + length - 1}/{whole.Length}\r\n\r\n"
            + Encoding.Latin1.GetString(whole, start, length);
    }

    [Theory]
    [InlineData("bytes=999999999999-")]
    [InlineData("bytes=-0")]
    public async Task A_range_behind_the_end_is_416_with_the_length(string range)
    {
        var length = (await factory.Client.GetByteArrayAsync(await UriAsync(), Cancellation)).Length;

        using var answer = await SendAsync(("Range", range));

        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, answer.StatusCode);
        Assert.Equal($"bytes */{length}", answer.Content.Headers.GetValues("Content-Range").Single());
    }

    [Theory]
    [InlineData("bytes=5-4")]
    [InlineData("bytes=a-b")]
    [InlineData("lines=1-2")]
    public async Task What_is_no_range_gets_the_whole(string range)
    {
        using var answer = await SendAsync(("Range", range));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("bytes", answer.Headers.AcceptRanges.Single());
    }

    [Fact]
    public async Task A_flood_of_ranges_gets_the_whole()
    {
        var flood = "bytes=" + string.Join(',', Enumerable.Range(0, 500).Select(i => $"{i * 4}-{i * 4}"));

        using var answer = await SendAsync(("Range", flood));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.PartialContent)]
    [InlineData("\"0000\"", HttpStatusCode.OK)]
    [InlineData("W/{0}", HttpStatusCode.OK)]
    [InlineData("Thu, 01 Jan 2026 00:00:00 GMT", HttpStatusCode.OK)]
    public async Task A_range_counts_only_of_the_content_that_if_range_names(string? condition, HttpStatusCode status)
    {
        var tag = await EntityTagAsync();

        using var answer = await SendAsync(("Range", "bytes=0-9"), ("If-Range", condition?.Replace("{0}", tag, StringComparison.Ordinal) ?? tag));

        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData("If-None-Match", "{0}", HttpStatusCode.NotModified)]
    [InlineData("If-None-Match", "\"x\", W/{0}", HttpStatusCode.NotModified)]
    [InlineData("If-None-Match", "*", HttpStatusCode.NotModified)]
    [InlineData("If-None-Match", "\"x\"", HttpStatusCode.OK)]
    [InlineData("If-Match", "{0}", HttpStatusCode.OK)]
    [InlineData("If-Match", "\"x\"", HttpStatusCode.PreconditionFailed)]
    public async Task Conditions_are_held_against_the_entity_tag(string header, string condition, HttpStatusCode status)
    {
        var tag = await EntityTagAsync();

        using var answer = await SendAsync((header, condition.Replace("{0}", tag, StringComparison.Ordinal)));

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Not_modified_is_answered_without_making_anything()
    {
        var uri = await UriAsync("customization: {extraKernelArgs: [not.modified]}");
        using var head = await SendAsync(HttpMethod.Get, uri, ("Prefer", "respond-async"));
        var plan = head.Headers.Location!.ToString().Split('/')[^1];

        using var answer = await SendAsync(HttpMethod.Get, uri, ("If-None-Match", $"\"{plan}\""));

        Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
        Assert.Equal($"\"{plan}\"", answer.Headers.ETag?.ToString());
    }

    [Fact]
    public async Task A_range_is_not_for_head()
    {
        using var answer = await SendAsync(HttpMethod.Head, await UriAsync(), ("Range", "bytes=0-9"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Content.Headers.ContentLength > 10);
    }

    private async Task<Uri> UriAsync(string schematic = "{}") =>
        new($"/image/{await factory.CreateAsync(schematic)}/v1.13.0/{File}", UriKind.Relative);

    private async Task<string> EntityTagAsync()
    {
        using var head = await SendAsync(HttpMethod.Head, await UriAsync());
        return head.Headers.ETag!.ToString();
    }

    private async Task<HttpResponseMessage> SendAsync(params (string Name, string Value)[] headers) =>
        await SendAsync(HttpMethod.Get, await UriAsync(), headers);

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri uri, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, uri);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await factory.Client.SendAsync(request, Cancellation);
    }
}
