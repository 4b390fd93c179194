using Deque.AxeCore.Playwright;

namespace ImageFactory.Page.Tests;

/// <summary>axe finds nothing, by day and by night.</summary>
public sealed class AccessibilityTests(PageFixture factory)
{
    public static TheoryData<string, bool> All => [.. Views.Names.SelectMany(name => new[] { (name, false), (name, true) })];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Nobody_is_locked_out(string view, bool isDark)
    {
        await using var visitor = await Visitor.ArriveAsync(factory, string.Empty, new VisitorOptions { IsDark = isDark });
        await visitor.GoAsync(await Views.AddressAsync(visitor, view, factory.Url));
        await Views.UnfoldAsync(visitor);
        await visitor.SettleAsync();

        var result = await visitor.Page.RunAxe();

        Assert.Empty(result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {violation.Help}: {node.Html}")));
    }
}
