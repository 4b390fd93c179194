namespace ImageFactory.Tests.Architecture;

/// <summary>What breaks a rule, a sentence each.</summary>
internal static class Violations
{
    /// <summary>Fails with all of them in full; xunit's own assertions would cut them short.</summary>
    public static void None(IEnumerable<string> violations)
    {
        var all = violations.ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }
}
