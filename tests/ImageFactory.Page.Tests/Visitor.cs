using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageFactory.Page.Tests;

/// <summary>A window of the browser. Whoever leaves has seen no error in its console and no request to anybody else.</summary>
internal sealed partial class Visitor : IAsyncDisposable
{
    private readonly List<string> _complaints = [];
    private readonly VisitorOptions _options;
    private readonly string _home;

    private Visitor(IPage page, VisitorOptions options, string home)
    {
        Page = page;
        _options = options;
        _home = home;
        Texts = Texts.Of(options.Language);
        page.Console += (_, message) => Note(message);
        page.PageError += (_, error) => _complaints.Add($"the page threw {error}");
        page.Request += (_, request) => Note(request);
    }

    public IPage Page { get; }

    /// <summary>The texts of the visitor's language.</summary>
    public Texts Texts { get; }

    public static async Task<Visitor> ArriveAsync(PageFixture factory, string path, VisitorOptions? options = null)
    {
        var wanted = options ?? new VisitorOptions();
        var browser = await factory.BrowserAsync();
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = factory.Url,
            Locale = wanted.Language,
            ViewportSize = new ViewportSize { Width = 1440, Height = 900 },
        });
        context.SetDefaultTimeout(30_000);
        var visitor = new Visitor(await context.NewPageAsync(), wanted, factory.Url);
        if (path.Length > 0)
        {
            await visitor.GoAsync(path);
        }

        return visitor;
    }

    /// <summary>Opens an address and waits until nothing is on its way.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await SettleAsync();
    }

    /// <summary>Waits until nothing is on its way.</summary>
    public async Task SettleAsync()
    {
        await Page.Locator("main h1").First.WaitForAsync();
        await Expect(Page.Locator(".waiting")).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        await Expect(Page.Locator(".recipe.stale")).ToHaveCountAsync(0, new() { Timeout = 60_000 });
    }

    /// <summary>A button of that text.</summary>
    public ILocator Button(string key) => Page.GetByRole(AriaRole.Button, new() { Name = Texts[key], Exact = true });

    /// <summary>A section of the options, opened.</summary>
    public async Task OpenAsync(string key) => await Page.Locator("summary", new() { HasText = Texts[key] }).First.ClickAsync();

    /// <summary>The ID in the recipe, once it is there.</summary>
    public async Task<string> RecipeIdAsync()
    {
        await SettleAsync();
        var id = Page.Locator(".recipe .id");
        await Expect(id).ToHaveTextAsync(SchematicId());
        return (await id.TextContentAsync())!;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Page.Context.CloseAsync();
        Assert.Empty(_complaints);
    }

    private void Note(IConsoleMessage message)
    {
        var isExpected = _options.ExpectsFailures && message.Text.Contains("Failed to load resource", StringComparison.Ordinal);
        if (message.Type is "error" or "warning" && !isExpected)
        {
            _complaints.Add($"the console says {message.Text}");
        }
    }

    private void Note(IRequest request)
    {
        if (!request.Url.StartsWith(_home, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
        {
            _complaints.Add($"somebody else was asked: {request.Url}");
        }
    }

    // Playwright takes no other options.
    [GeneratedRegex("^[0-9a-f]{64}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SchematicId();
}
