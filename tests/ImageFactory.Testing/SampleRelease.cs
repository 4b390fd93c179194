namespace ImageFactory.Testing;

/// <summary>The sample release that <c>eng/sample</c> made: an OCI image layout directory.</summary>
public static class SampleRelease
{
    /// <summary>
    /// Its directory: <c>IMAGEFACTORY_SAMPLE</c>, else <c>.cache/sample</c> of the checkout. Without one the test is skipped, or fails
    /// where nothing may be missing.
    /// </summary>
    public static string Require()
    {
        var directory = Environment.GetEnvironmentVariable("IMAGEFACTORY_SAMPLE") is { Length: > 0 } given
            ? given
            : RepositoryRoot.Combine(".cache", "sample");
        if (!File.Exists(Path.Combine(directory, "oci-layout")))
        {
            Required.Missing($"there is no sample release in {directory}: run eng/sample");
        }

        return directory;
    }
}
