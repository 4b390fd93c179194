using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Store;
using ImageFactory.Assets.Versions;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci;
using ImageFactory.Oci.Content;
using Microsoft.Extensions.Logging;

namespace ImageFactory.Assets.Artifacts;

/// <summary>
/// The releases of Talos as a source of images offers them: versions, images, catalogues. What it has offered stays known when
/// it is away (<see cref="RefreshOptions"/>).
/// </summary>
public sealed class ReleaseSource : IAsyncDisposable
{
    // Imager images of linux/amd64 hold the artifacts of both architectures.
    private const string CatalogueArchitecture = "amd64";
    private const int NearVersions = 4;

    private readonly ExtensionSources _sources;
    private readonly ReleaseOptions _options;
    private readonly Refreshed<RepositoryName, IReadOnlyList<string>> _tags;
    private readonly Refreshed<Reference, Image> _images;
    private readonly Dictionary<Architecture, Refreshed<Reference, Image>> _installers;
    private readonly Refreshed<Reference, Catalogue> _catalogues;
    private readonly Refreshed<Reference, ResolvedReference> _digests;

    /// <summary>The releases of the source of Talos images, whose answers are kept in <paramref name="store"/>.</summary>
    public ReleaseSource(ExtensionSources sources, IObjectStore store, ReleaseOptions options, ILogger<ReleaseSource> logger)
    {
        _sources = sources;
        _options = options;
        var kept = new KeptAnswers(store, options.Source, logger);
        _tags = new(new TagsQuestion(sources.Talos), kept, options.Refresh, logger);
        _images = new(new ImageQuestion(sources.Talos, CatalogueArchitecture), kept, options.Refresh, logger);
        _installers = Enum.GetValues<Architecture>().ToDictionary(
            architecture => architecture,
            architecture => new Refreshed<Reference, Image>(
                new ImageQuestion(sources.Talos, architecture.Name()), kept, options.Refresh, logger));
        _catalogues = new(new CatalogueQuestion(sources, CatalogueArchitecture), kept, options.Refresh, logger);
        _digests = new(new DigestQuestion(sources), kept, options.Refresh, logger);
    }

    /// <summary>The versions that the operator keeps back because they are known to be broken.</summary>
    public IReadOnlyList<TalosVersion> BrokenVersions => _options.Versions.Broken;

    /// <summary>What schematics may name beside the catalogues.</summary>
    internal ExtensionSources Extensions => _sources;

    /// <summary>The clock.</summary>
    internal TimeProvider Time => _options.Refresh.Time;

    /// <summary>The versions that there are.</summary>
    /// <exception cref="FactoryException">The source cannot answer, and never did.</exception>
    public async Task<VersionList> ListVersionsAsync(CancellationToken cancellationToken) =>
        ToVersions(await _tags.GetAsync(_options.Repositories.Imager, cancellationToken));

    /// <summary>The version that a client means.</summary>
    /// <exception cref="FactoryException">The text is not a version, or there is no such version.</exception>
    public async Task<TalosVersion> FindVersionAsync(string text, CancellationToken cancellationToken)
    {
        var version = ParseVersion(text);
        if ((await ListVersionsAsync(cancellationToken)).Contains(version))
        {
            return version;
        }

        // It may be new.
        var versions = ToVersions(await _tags.GetRefreshedAsync(_options.Repositories.Imager, cancellationToken));
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

    /// <summary>The image that a version's installers are made from; nothing is fetched yet but its manifest.</summary>
    /// <exception cref="FactoryException">The source cannot answer, or its image is damaged.</exception>
    public async Task<Image> GetInstallerAsync(TalosVersion version, Architecture architecture, CancellationToken cancellationToken)
    {
        var repositories = _options.Repositories;
        var repository = VersionRules.Of(version).UnifiedInstaller ? repositories.InstallerBase : repositories.Installer;
        var reference = Reference.ToTag(repository, version.Tag);
        return await _installers[architecture].GetAsync(reference, cancellationToken) ?? throw Missing(version, reference);
    }

    /// <summary>
    /// The catalogue of a version's system extensions. Those that the operator adds come after the official one, in their order; of equal
    /// names the first counts. One that is not there for the version is passed over.
    /// </summary>
    /// <exception cref="FactoryException">A source cannot answer, or a catalogue is damaged.</exception>
    public async Task<IReadOnlyList<OfficialExtension>> ListExtensionsAsync(TalosVersion version, CancellationToken cancellationToken)
    {
        var reference = Reference.ToTag(_options.Repositories.Extensions, version.Tag);
        var official = (await _catalogues.GetAsync(reference, cancellationToken) ?? throw Missing(version, reference)).Extensions;
        var merged = official.ToList();
        foreach (var location in _sources.Catalogues)
        {
            var further = await _catalogues.GetAsync(location.For(version), cancellationToken);
            var known = merged.Select(extension => extension.Name).ToHashSet(StringComparer.Ordinal);
            merged.AddRange((further?.Extensions ?? [])
                .Where(extension => !known.Contains(extension.Name))
                .Select(extension => extension with { Registry = location.Host }));
        }

        return merged;
    }

    /// <summary>Whether a repository is one of the official extensions, by the namespace of their catalogue.</summary>
    internal bool IsOfficial(RepositoryName repository)
    {
        var catalogue = _options.Repositories.Extensions.ToString();
        return repository.ToString().StartsWith(catalogue[..(catalogue.LastIndexOf('/') + 1)], StringComparison.Ordinal);
    }

    /// <summary>The digest that a reference states or its tag has now; null when there is no such tag.</summary>
    /// <exception cref="FactoryException">The source of the reference's host cannot answer.</exception>
    internal async Task<Digest?> FindDigestAsync(Reference reference, CancellationToken cancellationToken) =>
        reference.Digest ?? (await _digests.GetAsync(reference, cancellationToken))?.Digest;

    /// <summary>The catalogue of a version's overlays; empty before Talos 1.7.</summary>
    /// <exception cref="FactoryException">The source cannot answer, or the catalogue is damaged.</exception>
    public async Task<IReadOnlyList<OfficialOverlay>> ListOverlaysAsync(TalosVersion version, CancellationToken cancellationToken)
    {
        if (!VersionRules.Of(version).HasOverlays)
        {
            return [];
        }

        var reference = Reference.ToTag(_options.Repositories.Overlays, version.Tag);
        return (await _catalogues.GetAsync(reference, cancellationToken) ?? throw Missing(version, reference)).Overlays;
    }

    /// <summary>Reads a version as clients write it, with or without <c>v</c>.</summary>
    /// <exception cref="FactoryException">The text is not a version.</exception>
    public static TalosVersion ParseVersion(string text) =>
        TalosVersion.TryParse(text, out var version)
            ? version
            : throw new FactoryException(
                FactoryError.InvalidVersion, $"'{text}' is not a Talos version; expected three numbers, for example v1.13.0.");

    /// <summary>Ends what is asked in the background.</summary>
    public async ValueTask DisposeAsync()
    {
        await _tags.DisposeAsync();
        await _images.DisposeAsync();
        foreach (var images in _installers.Values)
        {
            await images.DisposeAsync();
        }

        await _catalogues.DisposeAsync();
        await _digests.DisposeAsync();
    }

    private VersionList ToVersions(IReadOnlyList<string>? tags) => VersionList.FromTags(tags ?? [], _options.Versions);

    private async Task<Image> GetImageAsync(RepositoryName repository, TalosVersion version, CancellationToken cancellationToken)
    {
        var reference = Reference.ToTag(repository, version.Tag);
        return await _images.GetAsync(reference, cancellationToken) ?? throw Missing(version, reference);
    }

    private static FactoryException Missing(TalosVersion version, Reference reference) =>
        new(FactoryError.VersionNotFound, $"version {version} is not available: there is no {reference}");
}
