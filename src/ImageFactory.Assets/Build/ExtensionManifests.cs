using System.Collections.Concurrent;
using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Profiles;
using ImageFactory.Boot.Initramfs;
using ImageFactory.Formats.Tar;
using ImageFactory.Oci.Content;

namespace ImageFactory.Assets.Build;

/// <summary>
/// What extensions say of themselves, read from their images without fetching all of them: the manifest is the first file of a layer,
/// or in a small layer of its own.
/// </summary>
public sealed class ExtensionManifests(ExtensionSources sources)
{
    private const int MostKept = 4096;
    private const long MostPassedOver = 16 * 1024 * 1024;

    private readonly ExtensionLimits _limits = new();
    private readonly ConcurrentDictionary<string, ExtensionMetadata> _kept = new(StringComparer.Ordinal);

    /// <summary>
    /// An extension's manifest; null when the image has none, or only behind 16 MiB of other files. It is good for advice: whoever stops
    /// before a layer's end has not verified its digest.
    /// </summary>
    /// <exception cref="FactoryException">
    /// The source cannot answer, the image is damaged, or there is none for the architecture.
    /// </exception>
    public async Task<ExtensionMetadata?> FindAsync(PlannedExtension extension, Architecture architecture, CancellationToken cancellationToken)
    {
        var key = $"{architecture.Name()}/{extension.Digest}";
        if (_kept.TryGetValue(key, out var kept))
        {
            return kept;
        }

        var found = await SourceErrors.ExplainAsync(() => ReadAsync(extension, architecture, cancellationToken));
        if (_kept.Count > MostKept)
        {
            _kept.Clear();
        }

        if (found is not null)
        {
            _kept[key] = found;
        }

        return found;
    }

    private async Task<ExtensionMetadata?> ReadAsync(PlannedExtension extension, Architecture architecture, CancellationToken cancellationToken)
    {
        var source = sources.Of(extension.Registry);
        var image = await ExtensionImages.GetAsync(source, extension, architecture, cancellationToken);
        foreach (var layer in image.Manifest.Layers.Take(_limits.MaxLayers).OrderBy(layer => layer.Size))
        {
            var passedOver = 0L;
            var alone = image with { Manifest = image.Manifest with { Layers = [layer] } };
            await foreach (var file in ImageFiles.ReadAsync(source, alone, cancellationToken))
            {
                if (file.Entry.Type == TarEntryType.File && string.Equals(file.Entry.Path, ExtensionManifest.FileName, StringComparison.Ordinal))
                {
                    return ExtensionManifest.Parse((await SmallFile.ReadAsync(file, ExtensionManifest.MaximumSize, cancellationToken)).Span);
                }

                passedOver += file.Entry.Size;
                if (passedOver > MostPassedOver)
                {
                    break;
                }
            }
        }

        return null;
    }
}
