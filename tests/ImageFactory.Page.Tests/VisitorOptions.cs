namespace ImageFactory.Page.Tests;

/// <summary>Who looks at the page, and with what.</summary>
internal sealed record VisitorOptions
{
    /// <summary>The language of the browser.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Whether requests fail on purpose, which Chromium writes to its console.</summary>
    public bool ExpectsFailures { get; init; }
}
