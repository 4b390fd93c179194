using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageFactory.Page.Tests;

/// <summary>What goes wrong is said, with a way on.</summary>
public sealed class BadStateTests(PageFixture factory)
{
    private static readonly VisitorOptions Failing = new() { ExpectsFailures = true };

    [Fact]
    public async Task Without_sources_the_operator_is_told_and_a_retry_goes_on()
    {
        await using var visitor = await Visitor.ArriveAsync(factory, string.Empty, Failing);
        var page = visitor.Page;
        await page.RouteAsync("**/versions", route => route.FulfillAsync(Answer(503, "The source does not answer.", retryAfter: 30)));

        await visitor.GoAsync("/");
        await Expect(page.Locator("main")).ToContainTextAsync(visitor.Texts["build.noSources"]);
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The source does not answer.");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("request-1");
        await page.UnrouteAsync("**/versions");
        await visitor.Button("problem.retry").ClickAsync();

        await visitor.RecipeIdAsync();
    }

    [Fact]
    public async Task A_version_that_is_gone_can_be_left_for_the_newest()
    {
        await using var visitor = await Visitor.ArriveAsync(factory, "/?version=v1.99.0", Failing);

        await Expect(visitor.Page.Locator(".step .remark.error")).ToContainTextAsync("v1.99.0");
        await visitor.Page.Locator(".step .remark.error + button, .step button", new() { HasText = "v1.14.0" }).ClickAsync();

        await Expect(visitor.Page.Locator("#version")).ToHaveValueAsync("v1.14.0");
        await visitor.RecipeIdAsync();
    }

    [Fact]
    public async Task A_search_for_what_another_version_has_says_which()
    {
        await using var visitor = await Visitor.ArriveAsync(factory, "/?version=v1.7.0");

        await visitor.Page.GetByLabel(visitor.Texts["extensions.search"], new() { Exact = true }).FillAsync("vmtoolsd-guest-agent");

        await Expect(visitor.Page.Locator(".elsewhere")).ToContainTextAsync("available from v1.8.0");
    }

    [Fact]
    public async Task A_failed_build_names_its_stage_its_reason_and_its_request()
    {
        await using var visitor = await Visitor.ArriveAsync(factory, string.Empty, Failing);
        var page = visitor.Page;
        await page.RouteAsync("**/*.sha256", route => route.FulfillAsync(new()
        {
            Status = 202,
            ContentType = "application/json",
            Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Request-ID"] = "request-2" },
            Body = Job("running", null),
        }));
        await page.RouteAsync("**/jobs/*", route => route.FulfillAsync(new()
        {
            ContentType = "text/event-stream",
            Body = $"event: progress\ndata: {Job("running", null)}\n\nevent: failed\ndata: {Job("failed", "The disk is full.")}\n\n",
        }));
        await visitor.GoAsync(await Views.AddressAsync(visitor, "result", factory.Url));

        await page.Locator(".card.first .file .actions button").First.ClickAsync();

        var problem = page.Locator(".card.first").GetByRole(AriaRole.Alert);
        await Expect(problem).ToContainTextAsync("The disk is full.");
        await Expect(problem).ToContainTextAsync("request-2");
        await Expect(problem).ToContainTextAsync(visitor.Texts["stage.compress"]);
        await Expect(problem.GetByRole(AriaRole.Button, new() { Name = visitor.Texts["problem.retry"], Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Offline_nothing_is_lost()
    {
        await using var visitor = await Visitor.ArriveAsync(factory, "/?version=v1.13.0", Failing);
        var page = visitor.Page;
        await visitor.RecipeIdAsync();

        await page.Context.SetOfflineAsync(true);
        await WalkTests.Extension(page, "fuse3").CheckAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync(visitor.Texts["problem.offline.title"]);
        await page.Context.SetOfflineAsync(false);
        await visitor.Button("problem.retry").ClickAsync();

        await Expect(page.Locator(".recipe pre")).ToContainTextAsync("siderolabs/fuse3");
    }

    [Fact]
    public async Task A_busy_factory_is_asked_again_in_time()
    {
        await using var visitor = await Visitor.ArriveAsync(factory, "/?version=v1.13.0", Failing);
        var page = visitor.Page;
        await visitor.RecipeIdAsync();
        await page.RouteAsync(
            "**/schematics", route => route.FulfillAsync(Answer(429, "Too many.", retryAfter: 1)), new PageRouteOptions { Times = 1 });

        await visitor.Button("recipe.finish").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync(visitor.Texts["problem.busy.title"]);

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(visitor.Texts["result.heading"]);
    }

    private static RouteFulfillOptions Answer(int status, string message, int retryAfter) => new()
    {
        Status = status,
        ContentType = "text/plain",
        Headers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["X-Request-ID"] = "request-1",
            ["Retry-After"] = retryAfter.ToString(System.Globalization.CultureInfo.InvariantCulture),
        },
        Body = $"{message}\nRequest ID: request-1\n",
    };

    private static string Job(string status, string? error) => JsonSerializer.Serialize(new
    {
        id = "0",
        subject = "x",
        status,
        steps = new[] { new { stage = "fetch", subject = "", bytesDone = 1, bytesTotal = 1 }, new { stage = "compress", subject = "", bytesDone = 1, bytesTotal = 2 } },
        bytesDone = 1,
        bytesTotal = 2,
        error,
        started = "2026-01-01T00:00:00Z",
        ended = error is null ? null : "2026-01-01T00:00:01Z",
    });
}
