using ImageFactory.Testing;

namespace ImageFactory.Page.Tests;

/// <summary>Every view at three sizes: nothing sticks out, and a picture of it is left in <c>artifacts/screens</c> for people.</summary>
public sealed class ScreenTests(PageFixture factory)
{
    public static TheoryData<string, int> All => [.. Views.Names.SelectMany(name => new[] { (name, 360), (name, 800), (name, 1440) })];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Nothing_sticks_out(string view, int width)
    {
        await using var visitor = await Visitor.ArriveAsync(factory, string.Empty, new VisitorOptions { Width = width });
        await visitor.GoAsync(await Views.AddressAsync(visitor, view, factory.Url));
        var screens = RepositoryRoot.Combine("artifacts", "screens");

        await visitor.Page.ScreenshotAsync(new() { Path = Path.Combine(screens, $"{view}-{width}.png"), FullPage = true });

        Assert.Equal(width, await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await Views.UnfoldAsync(visitor);
        await visitor.SettleAsync();
        await visitor.Page.ScreenshotAsync(new() { Path = Path.Combine(screens, $"{view}-{width}-open.png"), FullPage = true });
        Assert.Equal(width, await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }
}
