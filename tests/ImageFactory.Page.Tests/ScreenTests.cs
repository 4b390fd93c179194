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
