using System.Collections.Concurrent;
using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Profiles;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci;
using ImageFactory.Oci.Content;

namespace ImageFactory.Assets.Build;

/// <summary>How large extensions are in their registries, which is about what they add to an image; from their manifests alone.</summary>
public sealed class ExtensionSizes(ExtensionSources sources)
{
    // Those of some hundred versions.
    private const int MostKept = 65_536;
    private const int MostAtOnce = 8;

    private readonly ConcurrentDictionary<(Digest, Architecture), long?> _kept = new();
    private readonly SingleFlight<(Digest, Architecture), long?> _asking = new();

    /// <summary>The bytes of the layers of an extension's image, compressed as they are; null when it has none for the architecture.</summary>
    /// <exception cref="FactoryException">The source cannot answer, or the image's documents are damaged.</exception>
    public async Task<long?> FindAsync(PlannedExtension extension, Architecture architecture, CancellationToken cancellationToken) =>
        _kept.TryGetValue((extension.Digest, architecture), out var kept)
            ? kept
            : await _asking.RunAsync(
                (extension.Digest, architecture), cancellation => AskAsync(extension, architecture, cancellation), cancellationToken);

    /// <summary>The same of several extensions, in their order; null also for one whose image is damaged.</summary>
    /// <exception cref="FactoryException">A source cannot answer.</exception>
    public async Task<IReadOnlyList<long?>> FindAllAsync(
        IReadOnlyList<PlannedExtension> extensions, Architecture architecture, CancellationToken cancellationToken)
    {
        var sizes = new long?[extensions.Count];
        await Parallel.ForAsync(
            0,
            extensions.Count,
            new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellationToken },
            async (index, cancellation) => sizes[index] = await FindSoundAsync(extensions[index], architecture, cancellation));
        return sizes;
    }

    // One that cannot be used takes nothing from the others.
    private async Task<long?> FindSoundAsync(PlannedExtension extension, Architecture architecture, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(extension, architecture, cancellationToken);
        }
        catch (FactoryException exception) when (exception.Error is FactoryError.SourceInvalid)
        {
            return null;
        }
    }

    private async Task<long?> AskAsync(PlannedExtension extension, Architecture architecture, CancellationToken cancellationToken)
    {
        var reference = Reference.ToDigest(RepositoryName.Parse(extension.Repository), extension.Digest);
        var image = await SourceErrors.ExplainAsync(() => Images.FindAsync(
            sources.Of(extension.Registry), reference, architecture.Name(), cancellationToken));
        if (_kept.Count > MostKept)
        {
            _kept.Clear();
        }

        return _kept[(extension.Digest, architecture)] = image?.Manifest.Layers.Sum(layer => layer.Size);
    }
}
