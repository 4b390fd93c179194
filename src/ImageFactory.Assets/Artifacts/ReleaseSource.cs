using System.Collections.Concurrent;
using ImageFactory.Assets.Versions;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci;
using ImageFactory.Oci.Content;

namespace ImageFactory.Assets.Artifacts;

/// <summary>The releases of Talos as a source of images offers them: versions, images, catalogues.</summary>
public sealed class ReleaseSource
{
    // Imager images of linux/amd64 hold the artifacts of both architectures.
    private const string CatalogueArchitecture = "amd64";
    private const int NearVersions = 4;

    private readonly IContentSource _source;
    private readonly ReleaseOptions _options;
    private readonly ConcurrentDictionary<Digest, CatalogueFiles> _catalogues = new();

    /// <summary>The releases of a source.</summary>
    public ReleaseSource(IContentSource source, ReleaseOptions options)
    {
        _source = source;
        _options = options;
    }

    /// <summary>The versions that the operator keeps back because they are known to be broken.</summary>
    public IReadOnlyList<TalosVersion> BrokenVersions => _options.Versions.Broken;

    /// <summary>The versions that there are.</summary>
    /// <exception cref="FactoryException">The source cannot answer.</exception>
    public async Task<VersionList> ListVersionsAsync(CancellationToken cancellationToken)
    {
        var tags = await SourceErrors.ExplainAsync(() => _source.ListTagsAsync(_options.Repositories.Imager, cancellationToken));
        return VersionList.FromTags(tags, _options.Versions);
    }

    /// <summary>The version that a client means.</summary>
    /// <exception cref="FactoryException">The text is not a version, or there is no such version.</exception>
    public async Task<TalosVersion> FindVersionAsync(string text, CancellationToken cancellationToken)
    {
        var version = ParseVersion(text);
        var versions = await ListVersionsAsync(cancellationToken);
        if (versions.Contains(version))
        {
            return version;
        }

        var near = versions.Nearest(version, NearVersions);
        var hint = near.Count == 0 ? string.Empty : $"; there is {string.Join(", ", near.Select(each => each.Tag))}";
        throw new FactoryException(FactoryError.VersionNotFound, $"version {version} is not available{hint}");
    }

    /// <summary>The image with a version's boot artifacts, of all architectures; nothing is fetched yet but its manifest.</summary>
    /// <exception cref="FactoryException">The source cannot answer, or its image is damaged.</exception>
    public Task<Image> GetImagerAsync(TalosVersion version, CancellationToken cancellationToken) =>
        GetImageAsync(_options.Repositories.Imager, version, cancellationToken);

    /// <summary>The catalogue of a version's system extensions.</summary>
    /// <exception cref="FactoryException">The source cannot answer, or the catalogue is damaged.</exception>
    public async Task<IReadOnlyList<OfficialExtension>> ListExtensionsAsync(TalosVersion version, CancellationToken cancellationToken)
    {
        var files = await ReadCatalogueAsync(_options.Repositories.Extensions, version, cancellationToken);
        return SourceErrors.Explain(() => ExtensionCatalogue.Read(
            files.Of(ExtensionCatalogue.DigestsFile).Span, files.Of(ExtensionCatalogue.DescriptionsFile).Span));
    }

    /// <summary>The catalogue of a version's overlays; empty before Talos 1.7.</summary>
    /// <exception cref="FactoryException">The source cannot answer, or the catalogue is damaged.</exception>
    public async Task<IReadOnlyList<OfficialOverlay>> ListOverlaysAsync(TalosVersion version, CancellationToken cancellationToken)
    {
        if (!VersionRules.Of(version).HasOverlays)
        {
            return [];
        }

        var files = await ReadCatalogueAsync(_options.Repositories.Overlays, version, cancellationToken);
        return SourceErrors.Explain(() => OverlayCatalogue.Read(files.Of(OverlayCatalogue.File).Span));
    }

    /// <summary>Reads a version as clients write it, with or without <c>v</c>.</summary>
    /// <exception cref="FactoryException">The text is not a version.</exception>
    public static TalosVersion ParseVersion(string text) =>
        TalosVersion.TryParse(text, out var version)
            ? version
            : throw new FactoryException(
                FactoryError.InvalidVersion, $"'{text}' is not a Talos version; expected three numbers, for example v1.13.0.");

    private async Task<CatalogueFiles> ReadCatalogueAsync(
        RepositoryName repository, TalosVersion version, CancellationToken cancellationToken)
    {
        var image = await GetImageAsync(repository, version, cancellationToken);
        if (!_catalogues.TryGetValue(image.Descriptor.Digest, out var files))
        {
            files = await SourceErrors.ExplainAsync(() => CatalogueFiles.ReadAsync(_source, image, cancellationToken));
            _catalogues[image.Descriptor.Digest] = files;
        }

        return files;
    }

    private async Task<Image> GetImageAsync(RepositoryName repository, TalosVersion version, CancellationToken cancellationToken)
    {
        var reference = Reference.ToTag(repository, version.Tag);
        var image = await SourceErrors.ExplainAsync(() => Images.FindAsync(_source, reference, CatalogueArchitecture, cancellationToken));
        return image ?? throw new FactoryException(FactoryError.VersionNotFound, $"version {version} is not available: there is no {reference}");
    }
}
