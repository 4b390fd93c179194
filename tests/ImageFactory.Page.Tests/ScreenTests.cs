using System.Globalization;
using ImageFactory.Testing;
using static Microsoft.Playwright.Assertions;

namespace ImageFactory.Page.Tests;

/// <summary>Every view at three sizes: nothing sticks out, and a picture of it is left in <c>artifacts/screens</c> for people.</summary>
public sealed class ScreenTests(PageFixture factory)
{
    private const int Height = 900;

    private static readonly int[] Widths = [360, 800, 1440];

    public static TheoryData<string> All => [.. Views.Names];

    public static TheoryData<string> Languages => [.. Texts.Languages];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Nothing_sticks_out(string view)
    {
        await using var visitor = await Visitor.ArriveAsync(factory, string.Empty);
        await visitor.GoAsync(await Views.AddressAsync(visitor, view, factory.Url));
        await ShowAsync(visitor, view);
        await Views.UnfoldAsync(visitor);
        await visitor.SettleAsync();
        await Expect(visitor.Page.Locator(".progress")).ToHaveCountAsync(0, new() { Timeout = 180_000 });
        await ShowAsync(visitor, view + "-open");
    }

    // Words are of other lengths in other languages.
    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Nothing_sticks_out_of_the_smallest_screen_in_any_language(string language)
    {
        await using var visitor = await Visitor.ArriveAsync(factory, string.Empty, new VisitorOptions { Language = language });
        await visitor.Page.SetViewportSizeAsync(Widths[0], Height);
        foreach (var view in (string[])["build", "board", "secureboot", "result"])
        {
            await visitor.GoAsync(await Views.AddressAsync(visitor, view, factory.Url));
            await Views.UnfoldAsync(visitor);
            await visitor.SettleAsync();
            Assert.Equal((view, Widths[0]), (view, await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")));
        }

        await visitor.Page.ScreenshotAsync(new() { Path = RepositoryRoot.Combine("artifacts", "screens", $"result-{language}.png"), FullPage = true });
    }

    private static async Task ShowAsync(Visitor visitor, string name)
    {
        foreach (var width in Widths)
        {
            await visitor.Page.SetViewportSizeAsync(width, Height);
            var file = string.Create(CultureInfo.InvariantCulture, $"{name}-{width}.png");
            await visitor.Page.ScreenshotAsync(new() { Path = RepositoryRoot.Combine("artifacts", "screens", file), FullPage = true });
            Assert.Equal(width, await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        }
    }
}
