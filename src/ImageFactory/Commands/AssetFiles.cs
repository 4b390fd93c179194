using ImageFactory.Assets;
using ImageFactory.Assets.Caches;
using ImageFactory.Assets.Profiles;
using ImageFactory.Endpoints;
using ImageFactory.Formats.Extents;
using Spectre.Console;

namespace ImageFactory.Commands;

/// <summary>Writes assets, and what there is beside them, into a directory, with a progress bar on standard error.</summary>
internal sealed class AssetFiles(AssetPipeline pipeline, AssetDocuments documents, ImageCaches caches, string directory)
{
    private const int BufferSize = 1024 * 1024;

    private readonly IAnsiConsole _console = ErrorConsole.Create();

    /// <summary>Builds an asset and writes it; the file appears under its name once it is whole.</summary>
    /// <param name="request">The asset.</param>
    /// <param name="imageCache">The path of container images that go along; null without.</param>
    /// <param name="cancellationToken">Ends the work; no file is left.</param>
    public Task WriteAsync(AssetRequest request, string? imageCache, CancellationToken cancellationToken) =>
        _console.Bars().StartAsync(async progress =>
        {
            var bar = progress.AddTask(Markup.Escape(request.File), maxValue: 1);
            using var build = pipeline.BeginBuild();
            var cache = imageCache is null ? null : await caches.GetAsync(imageCache, request.File, new BarProgress(bar), cancellationToken);
            var order = await pipeline.PlanAsync(request with { ImageCache = cache }, cancellationToken);
            var content = order.Sidecar == AssetSidecar.None
                ? (await pipeline.GetAsync(order, new BarProgress(bar), cancellationToken)).Map
                : ExtentMap.OfBytes(await documents.GetAsync(order, new BarProgress(bar), cancellationToken));
            bar.Description = Markup.Escape(request.File);
            await SaveAsync(content, Path.Combine(directory, order.Name + AssetPath.SuffixOf(order.Sidecar)), bar, cancellationToken);
        });

    private async Task SaveAsync(ExtentMap content, string path, ProgressTask bar, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var partial = path + ".partial";
        try
        {
            await using (var file = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true))
            {
                // What is zero stays a hole: a disk image is mostly that.
                file.SetLength(content.Length);
                bar.MaxValue = Math.Max(1, content.Length);
                foreach (var extent in content.Extents.Where(extent => extent.Source is not ZeroSource))
                {
                    file.Position = extent.Offset;
                    await using var part = pipeline.Open(content.Slice(extent.Offset, extent.Length));
                    await part.CopyToAsync(file, BufferSize, cancellationToken);
                    bar.Value = extent.End;
                }

                bar.Value = bar.MaxValue;
            }

            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
