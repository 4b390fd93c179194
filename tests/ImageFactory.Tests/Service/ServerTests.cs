using System.Net;

namespace ImageFactory.Tests.Service;

public sealed class ServerTests(FactoryFixture factory) : IClassFixture<FactoryFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/healthz", HttpStatusCode.OK)]
    [InlineData("/readyz", HttpStatusCode.OK)]
    [InlineData("/nothing/here", HttpStatusCode.NotFound)]
    public async Task Every_answer_names_the_server_and_the_request(string path, HttpStatusCode status)
    {
        using var answer = await factory.Client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);

        Assert.Equal(status, answer.StatusCode);
        var server = string.Join(' ', answer.Headers.GetValues("Server"));
        Assert.StartsWith("Image Factory v", server, StringComparison.Ordinal);
        Assert.DoesNotContain("Enterprise", server, StringComparison.Ordinal);
        Assert.NotEmpty(answer.Headers.GetValues("X-Request-ID").Single());
    }

    [Theory]
    [InlineData("abc-123", true)]
    [InlineData("<script>", false)]
    public async Task A_harmless_request_id_is_kept(string id, bool isKept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/healthz", UriKind.Relative));
        request.Headers.TryAddWithoutValidation("X-Request-ID", id);

        using var answer = await factory.Client.SendAsync(request, Cancellation);

        Assert.Equal(isKept, answer.Headers.GetValues("X-Request-ID").Single() == id);
    }

    [Fact]
    public async Task Browsers_of_other_origins_may_read()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, new Uri("/versions", UriKind.Relative));
        request.Headers.Add("Origin", "https://omni.example.org");
        request.Headers.Add("Access-Control-Request-Method", "GET");
        request.Headers.Add("Access-Control-Request-Headers", "cache-control");

        using var answer = await factory.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Contains("GET", answer.Headers.GetValues("Access-Control-Allow-Methods").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_wrong_method_is_405()
    {
        using var answer = await factory.Client.DeleteAsync(new Uri("/versions", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }
}
