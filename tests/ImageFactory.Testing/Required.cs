namespace ImageFactory.Testing;

/// <summary>What a test needs from outside: with <c>INTEROP=required</c> its absence is a failure, else a skip.</summary>
public static class Required
{
    /// <summary>Ends the running test as skipped, or as failed where nothing may be missing.</summary>
    /// <param name="reason">One sentence that names what is missing.</param>
    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    public static void Missing(string reason)
    {
        var required = string.Equals(Environment.GetEnvironmentVariable("INTEROP"), "required", StringComparison.Ordinal);
        Assert.False(required, $"{reason}, and INTEROP=required.");
        Assert.Skip(reason);
    }
}
