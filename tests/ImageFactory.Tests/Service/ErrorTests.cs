using System.Net;
using System.Text.Json;

namespace ImageFactory.Tests.Service;

public sealed class ErrorTests(FactoryFixture factory) : IClassFixture<FactoryFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("application/problem+json")]
    [InlineData("application/json, */*")]
    public async Task Who_asks_for_it_gets_problem_details(string accept)
    {
        using var answer = await AskAsync("/version/v9.9.9/extensions/official", accept);

        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(404, problem.RootElement.GetProperty("status").GetInt32());
        Assert.Equal("Not Found", problem.RootElement.GetProperty("title").GetString());
        Assert.StartsWith("version 9.9.9 is not available", problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(answer.Headers.GetValues("X-Request-ID").Single(), problem.RootElement.GetProperty("requestId").GetString());
    }

    [Theory]
    [InlineData("*/*")]
    [InlineData("text/html, text/plain")]
    public async Task Everybody_else_gets_a_sentence_first_and_the_request_id_last(string accept)
    {
        using var answer = await AskAsync("/version/v9.9.9/extensions/official", accept);

        var lines = (await answer.Content.ReadAsStringAsync(Cancellation)).TrimEnd('\n').Split('\n');
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("version 9.9.9 is not available", lines[0], StringComparison.Ordinal);
        Assert.Equal($"Request ID: {answer.Headers.GetValues("X-Request-ID").Single()}", lines[^1]);
    }

    [Fact]
    public async Task An_error_is_never_cached()
    {
        using var answer = await AskAsync("/version/v9.9.9/extensions/official", "*/*");

        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.NotNull(answer.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData(64 * 1024, "", HttpStatusCode.Created)]
    [InlineData((64 * 1024) + 1, "", HttpStatusCode.BadRequest)]
    [InlineData(200 * 1024, "embeddedMachineConfiguration: x, ", HttpStatusCode.Forbidden)]
    [InlineData((1024 * 1024) + 1, "embeddedMachineConfiguration: x, ", HttpStatusCode.BadRequest)]
    public async Task A_schematic_has_a_longest_length(int length, string more, HttpStatusCode status)
    {
        var start = $"customization: {{{more}extraKernelArgs: [a]}} #";
        var schematic = start.PadRight(length, '-');

        using var answer = await factory.Client.PostAsync(new Uri("/schematics", UriKind.Relative), new StringContent(schematic), Cancellation);

        Assert.Equal(status, answer.StatusCode);
    }

    private async Task<HttpResponseMessage> AskAsync(string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Accept.ParseAdd(accept);
        return await factory.Client.SendAsync(request, Cancellation);
    }
}
