using ImageFactory.Oci.Layout;
using ImageFactory.Sample.Table;

namespace ImageFactory.Sample.Images;

/// <summary>The images of system extensions. Releases of one layout share them.</summary>
internal sealed class ExtensionImages(SampleSources sources, ImagePublisher publisher)
{
    private readonly ExtensionTree _tree = new(sources);
    private readonly Dictionary<string, PublishedExtension> _published = new(StringComparer.Ordinal);

    /// <summary>Publishes the extensions that a release has, in the order of their names.</summary>
    public async Task<IReadOnlyList<PublishedExtension>> PublishAsync(ReleaseRow release, CancellationToken cancellationToken)
    {
        var extensions = new List<PublishedExtension>();
        foreach (var (name, row) in sources.Table.Extensions.OrderBy(row => row.Key, StringComparer.Ordinal))
        {
            if (row.IsIn(release))
            {
                extensions.Add(await PublishAsync(name, row, release.Layout, cancellationToken));
            }
        }

        return extensions;
    }

    private async Task<PublishedExtension> PublishAsync(string name, ExtensionRow row, string layout, CancellationToken cancellationToken)
    {
        // One version for all processors, though Debian may have rebuilt the package for one of them.
        var version = sources.Shelf.Lock.Get(row.VersionFrom, sources.Architectures.First()).PlainVersion;
        var tagged = $"{name}:{TagOf(version)}{(row.DependsOnLayout ? "-" + layout : string.Empty)}";
        if (!_published.TryGetValue(tagged, out var extension))
        {
            var images = new Dictionary<string, IReadOnlyList<Layer>>(StringComparer.Ordinal);
            foreach (var architecture in sources.Architectures)
            {
                var tree = await _tree.AssembleAsync(name, version, sources.TargetOf(architecture, layout), cancellationToken);
                images[architecture] = [await publisher.PutLayerAsync(tree, cancellationToken)];
            }

            extension = new PublishedExtension(tagged, await publisher.PublishAsync(tagged, config: null, images, cancellationToken), row);
            _published.Add(tagged, extension);
        }

        return extension;
    }

    // Debian's versions have characters that tags have not.
    private static string TagOf(string version) =>
        string.Concat(version.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' ? letter : '-'));
}
