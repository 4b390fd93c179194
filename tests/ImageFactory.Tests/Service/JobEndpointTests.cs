using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace ImageFactory.Tests.Service;

public sealed class JobEndpointTests(FactoryFixture factory) : IClassFixture<FactoryFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_prefers_not_to_wait_is_told_of_the_job_and_comes_back()
    {
        var uri = await UriAsync("nocloud-arm64.iso");
        using var accepted = await AskAsync(uri, "respond-async");

        var job = await EndOfAsync(accepted.Headers.Location!);
        using var answer = await AskAsync(uri, "respond-async");

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.Equal("respond-async", accepted.Headers.GetValues("Preference-Applied").Single());
        Assert.Equal("done", job.GetProperty("status").GetString());
        Assert.Equal(uri.ToString(), job.GetProperty("subject").GetString());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task The_job_is_named_by_the_plan_which_is_the_entity_tag()
    {
        var uri = await UriAsync("metal-amd64-uki.efi");
        using var accepted = await AskAsync(uri, "respond-async");
        using var answer = await factory.Client.GetAsync(uri, Cancellation);

        Assert.Equal($"/jobs/{answer.Headers.ETag!.Tag.Trim('"')}", accepted.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Who_waits_a_while_gets_the_asset_when_it_is_done_by_then()
    {
        using var answer = await AskAsync(await UriAsync("metal-arm64.iso"), "respond-async, wait=60");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_checksum_is_made_by_a_job_as_well()
    {
        var uri = await UriAsync("metal-arm64.iso.sha256");
        using var accepted = await AskAsync(uri, "respond-async");

        var job = await EndOfAsync(accepted.Headers.Location!);

        Assert.Contains(job.GetProperty("steps").EnumerateArray(), step => step.GetProperty("stage").GetString() == "hash");
    }

    [Fact]
    public async Task Events_tell_the_progress_until_the_end()
    {
        // No other test here packs this extension.
        var id = await factory.CreateAsync("customization: {systemExtensions: {officialExtensions: [siderolabs/hello]}}");
        using var accepted = await AskAsync(new Uri($"/image/{id}/v1.13.0/initramfs-amd64.xz", UriKind.Relative), "respond-async");
        using var request = new HttpRequestMessage(HttpMethod.Get, accepted.Headers.Location);
        request.Headers.Accept.ParseAdd("text/event-stream");

        using var answer = await factory.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        var events = await SseParser.Create(await answer.Content.ReadAsStreamAsync(Cancellation)).EnumerateAsync(Cancellation).ToListAsync(Cancellation);

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("done", events[^1].EventType);
        Assert.All(events.SkipLast(1), item => Assert.Equal("progress", item.EventType));
        using var last = JsonDocument.Parse(events[^1].Data);
        Assert.True(last.RootElement.GetProperty("bytesTotal").GetInt64() > 0);
        Assert.Equal(last.RootElement.GetProperty("bytesTotal").GetInt64(), last.RootElement.GetProperty("bytesDone").GetInt64());
    }

    [Fact]
    public async Task A_job_that_failed_says_why()
    {
        var id = await factory.CreateAsync("customization: {systemExtensions: {officialExtensions: [siderolabs/module]}}");
        using var accepted = await AskAsync(new Uri($"/image/{id}/v1.9.5/initramfs-amd64.xz", UriKind.Relative), "respond-async");

        var job = await EndOfAsync(accepted.Headers.Location!);

        Assert.Equal("failed", job.GetProperty("status").GetString());
        Assert.Contains("lib/modules", job.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_job_is_404()
    {
        using var answer = await factory.Client.GetAsync(new Uri("/jobs/" + new string('0', 64), UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task<JsonElement> EndOfAsync(Uri job)
    {
        while (true)
        {
            using var document = JsonDocument.Parse(await factory.Client.GetStringAsync(job, Cancellation));
            if (document.RootElement.GetProperty("status").GetString() != "running")
            {
                return document.RootElement.Clone();
            }

            await Task.Delay(20, Cancellation);
        }
    }

    private async Task<HttpResponseMessage> AskAsync(Uri uri, string preference)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        request.Headers.Add("Prefer", preference);
        return await factory.Client.SendAsync(request, Cancellation);
    }

    private async Task<Uri> UriAsync(string file)
    {
        var schematic = $"customization: {{extraKernelArgs: [{Guid.NewGuid():n}]}}";
        return new Uri($"/image/{await factory.CreateAsync(schematic)}/v1.13.0/{file}", UriKind.Relative);
    }
}
