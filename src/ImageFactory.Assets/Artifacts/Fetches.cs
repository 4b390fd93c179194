using ImageFactory.Assets.Jobs;
using ImageFactory.Oci.Content;

namespace ImageFactory.Assets.Artifacts;

/// <summary>The progress of reading an image's layers.</summary>
internal static class Fetches
{
    /// <summary>The source, reporting to a stage what is read of an image of it.</summary>
    public static MeteredSource Of(
        IContentSource source, Image image, BuildStage stage, string subject, IProgress<BuildProgress> progress)
    {
        var total = image.Manifest.Layers.Sum(layer => layer.Size);
        progress.Report(new BuildProgress(stage, subject, 0, total));
        return new MeteredSource(source, done => progress.Report(new BuildProgress(stage, subject, done, total)));
    }
}
