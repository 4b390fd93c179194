using System.Net;
using System.Text;
using ImageFactory.Assets.Schematics;
using ImageFactory.Testing;
using ImageFactory.Upstream;
using Microsoft.AspNetCore.Http;

namespace ImageFactory.Tests.Service;

/// <summary>A factory that asks another one, which may be no friend.</summary>
public sealed class UpstreamTests : IAsyncLifetime
{
    private static readonly StoredSchematic Quiet = StoredSchematic.Decode("customization: {extraKernelArgs: [quiet]}"u8.ToArray());

    private readonly UpstreamStandIn _upstream = new();
    private readonly FactoryFixture _factory;

    public UpstreamTests() => _factory = new FactoryFixture { Configure = options => options.UpstreamFactory = _upstream.Url + "/some/path/" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Path => $"/some/path/schematics/{Quiet.Id}";

    public async ValueTask InitializeAsync()
    {
        await _upstream.StartAsync();
        await _factory.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _factory.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Fact]
    public async Task An_unknown_schematic_is_fetched_once_and_built_here()
    {
        _upstream.Answer = context => context.Response.Body.WriteAsync(Quiet.Canonical, context.RequestAborted).AsTask();

        var (status, text) = await AskAsync($"/image/{Quiet.Id}/v1.13.0/cmdline-metal-amd64");
        _upstream.Answer = context => Task.FromException(new InvalidOperationException(context.Request.Path));
        var (again, yaml) = await AskAsync($"/schematics/{Quiet.Id}");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (status, again));
        Assert.Contains("quiet", text, StringComparison.Ordinal);
        Assert.Equal(Encoding.UTF8.GetString(Quiet.Canonical.Span), yaml);
        Assert.Equal([Path], _upstream.Requests);
    }

    [Fact]
    public async Task What_the_upstream_lacks_is_404_and_not_asked_for_again_at_once()
    {
        _upstream.Answer = Status(404);

        var first = await AskAsync($"/schematics/{Quiet.Id}");
        var second = await AskAsync($"/schematics/{Quiet.Id}");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (first.Status, second.Status));
        Assert.StartsWith("schematic not found\n", first.Text, StringComparison.Ordinal);
        Assert.Single(_upstream.Requests);
    }

    [Fact]
    public async Task What_is_posted_meanwhile_is_known()
    {
        _upstream.Answer = Status(404);
        await AskAsync($"/schematics/{Quiet.Id}");

        await _factory.CreateAsync("customization: {extraKernelArgs: [quiet]}");

        Assert.Equal(HttpStatusCode.OK, (await AskAsync($"/schematics/{Quiet.Id}")).Status);
    }

    [Fact]
    public async Task A_lie_is_502_and_not_kept()
    {
        _upstream.Answer = context => context.Response.WriteAsync("customization:\n    extraKernelArgs:\n        - evil\n", context.RequestAborted);

        var (status, text) = await AskAsync($"/schematics/{Quiet.Id}");
        _upstream.Answer = Status(404);

        Assert.Equal(HttpStatusCode.BadGateway, status);
        Assert.Contains("SHA-256 differs", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await AskAsync($"/schematics/{Quiet.Id}")).Status);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    public async Task An_upstream_that_fails_is_503_and_asked_again(int code)
    {
        _upstream.Answer = Status(code);

        var (status, text) = await AskAsync($"/schematics/{Quiet.Id}");
        _upstream.Answer = context => context.Response.Body.WriteAsync(Quiet.Canonical, context.RequestAborted).AsTask();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("upstream factory", text, StringComparison.Ordinal);
        Assert.DoesNotContain(_upstream.Url, text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync($"/schematics/{Quiet.Id}")).Status);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        _upstream.Answer = context =>
        {
            context.Response.Redirect($"{_upstream.Url}/elsewhere");
            return Task.CompletedTask;
        };

        Assert.Equal(HttpStatusCode.BadGateway, (await AskAsync($"/schematics/{Quiet.Id}")).Status);
        Assert.Equal([Path], _upstream.Requests);
    }

    [Fact]
    public async Task Too_much_is_502()
    {
        _upstream.Answer = async context =>
        {
            var chunk = new byte[1024 * 1024];
            for (var sent = 0; sent < 64; sent++)
            {
                await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
            }
        };

        Assert.Equal(HttpStatusCode.BadGateway, (await AskAsync($"/schematics/{Quiet.Id}")).Status);
    }

    [Fact]
    public async Task An_upstream_that_dawdles_is_given_up()
    {
        _upstream.Answer = async context =>
        {
            await context.Response.Body.WriteAsync("cust"u8.ToArray(), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        };
        using var upstream = new UpstreamFactory(new Uri(_upstream.Url), TimeProvider.System) { Patience = TimeSpan.FromMilliseconds(300) };

        var exception = await Assert.ThrowsAsync<Assets.FactoryException>(() => upstream.FindAsync(Quiet.Id, Cancellation));

        Assert.Equal(Assets.FactoryError.SourceUnavailable, exception.Error);
    }

    [Fact]
    public async Task An_absence_is_forgotten_after_a_while()
    {
        var time = new ManualTime();
        _upstream.Answer = Status(404);
        using var upstream = new UpstreamFactory(new Uri(_upstream.Url), time);
        await upstream.FindAsync(Quiet.Id, Cancellation);
        await upstream.FindAsync(Quiet.Id, Cancellation);
        time.Advance(TimeSpan.FromMinutes(2));
        await upstream.FindAsync(Quiet.Id, Cancellation);

        Assert.Equal(2, _upstream.Requests.Count);
    }

    [Fact]
    public async Task A_factory_that_asks_for_another_is_told_what_is_kept_here()
    {
        using var asking = new UpstreamFactory(_factory.Client.BaseAddress!, TimeProvider.System);

        Assert.Null(await asking.FindAsync(Quiet.Id, Cancellation));
        Assert.Empty(_upstream.Requests);
    }

    private static Func<HttpContext, Task> Status(int code) => context =>
    {
        context.Response.StatusCode = code;
        return Task.CompletedTask;
    };

    private async Task<(HttpStatusCode Status, string Text)> AskAsync(string path)
    {
        using var answer = await _factory.Client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }
}
