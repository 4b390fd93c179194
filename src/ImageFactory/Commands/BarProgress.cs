using ImageFactory.Assets.Jobs;
using Spectre.Console;

namespace ImageFactory.Commands;

/// <summary>The progress of a build as a bar.</summary>
internal sealed class BarProgress(ProgressTask bar) : IProgress<BuildProgress>
{
    public void Report(BuildProgress value)
    {
        bar.Description = Markup.Escape($"{value.Stage.ToString().ToLowerInvariant()} {value.Subject}");
        bar.MaxValue = Math.Max(1, value.BytesTotal);
        bar.Value = value.BytesDone;
    }
}
