using ImageFactory.Assets.Versions;

namespace ImageFactory.Assets.Artifacts;

/// <summary>Which releases are offered, and where a source keeps them.</summary>
public sealed record ReleaseOptions
{
    /// <summary>The repositories of a release's images.</summary>
    public ReleaseRepositories Repositories { get; init; } = new();

    /// <summary>The name of the source: answers are kept for it alone.</summary>
    public string Source { get; init; } = string.Empty;

    /// <summary>How often the source is asked again.</summary>
    public RefreshOptions Refresh { get; init; } = new();

    /// <summary>Which versions are offered.</summary>
    public VersionListOptions Versions { get; init; } = new();
}
