using System.Net;

namespace ImageFactory.Tests.Service;

/// <summary>One client cannot take everything.</summary>
public sealed class ClientLimitTests : IAsyncLifetime
{
    private readonly FactoryFixture _factory = new()
    {
        Configure = options =>
        {
            options.SchematicsPerClient = 2;
            options.TrustedProxies.Add("127.0.0.0/8");
        },
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _factory.InitializeAsync();

    public ValueTask DisposeAsync() => _factory.DisposeAsync();

    [Fact]
    public async Task Who_stores_too_many_schematics_is_told_when_to_come_back()
    {
        Assert.Equal(HttpStatusCode.Created, (await PostAsync("a")).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await PostAsync("b")).StatusCode);

        using var third = await PostAsync("c");

        Assert.Equal(HttpStatusCode.TooManyRequests, third.StatusCode);
        Assert.NotNull(third.Headers.RetryAfter);
    }

    [Fact]
    public async Task A_known_schematic_costs_nothing()
    {
        foreach (var argument in new[] { "a", "b", "b", "a", "a" })
        {
            Assert.Equal(HttpStatusCode.Created, (await PostAsync(argument)).StatusCode);
        }
    }

    [Fact]
    public async Task Clients_behind_a_trusted_proxy_are_told_apart()
    {
        foreach (var argument in new[] { "a", "b", "c", "d" })
        {
            Assert.Equal(HttpStatusCode.Created, (await PostAsync(argument, $"192.0.2.{(argument[0] - 'a') / 2}")).StatusCode);
        }
    }

    private async Task<HttpResponseMessage> PostAsync(string argument, string? client = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/schematics", UriKind.Relative))
        {
            Content = new StringContent($"customization: {{extraKernelArgs: [{argument}]}}"),
        };
        request.Headers.Add("X-Forwarded-For", client ?? "192.0.2.9");
        return await _factory.Client.SendAsync(request, Cancellation);
    }
}
