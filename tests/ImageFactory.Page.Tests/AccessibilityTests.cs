using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ImageFactory.Page.Tests;

/// <summary>axe finds nothing, by day and by night.</summary>
public sealed class AccessibilityTests(PageFixture factory)
{
    public static TheoryData<string> All => [.. Views.Names];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Nobody_is_locked_out(string view)
    {
        await using var visitor = await Visitor.ArriveAsync(factory, string.Empty);
        await visitor.GoAsync(await Views.AddressAsync(visitor, view, factory.Url));
        await Views.UnfoldAsync(visitor);
        await visitor.SettleAsync();
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await visitor.Page.EmulateMediaAsync(new() { ColorScheme = scheme });

            var result = await visitor.Page.RunAxe();

            Assert.Empty(result.Violations.SelectMany(violation =>
                violation.Nodes.Select(node => $"{scheme}: {violation.Id}: {violation.Help}: {node.Html}")));
        }
    }
}
