using ImageFactory.Assets.Jobs;

namespace ImageFactory.Assets.Tests.Build;

/// <summary>Progress that nobody looks at.</summary>
internal sealed class NoProgress : IProgress<BuildProgress>
{
    public static NoProgress Instance { get; } = new();

    public void Report(BuildProgress value)
    {
    }
}
