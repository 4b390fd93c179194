using ImageFactory.Assets.Jobs;

namespace ImageFactory.Endpoints;

/// <summary>Progress that nobody looks at.</summary>
internal sealed class IgnoredProgress : IProgress<BuildProgress>
{
    public static IgnoredProgress Instance { get; } = new();

    public void Report(BuildProgress value)
    {
    }
}
