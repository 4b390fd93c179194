using System.Collections.Concurrent;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Store;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Documents;
using Microsoft.Extensions.Logging;

namespace ImageFactory.Assets.Artifacts;

/// <summary>
/// The images of the source as they are: those of a release, and the extensions and overlays of its catalogues. What was fetched once is in
/// the store, by its digest; a tag that was asked for stays known when the source is away. A blob is given only where a manifest of the same
/// repository was asked for before: its size is known from there, and the store has other content that is nobody's business.
/// </summary>
public sealed class SourceImages : IAsyncDisposable
{
    private readonly ReleaseSource _releases;
    private readonly IContentSource _source;
    private readonly BlobStore _blobs;
    private readonly ReleaseRepositories _repositories;
    private readonly KeptAnswers _kept;
    private readonly Refreshed<RepositoryName, IReadOnlyList<string>> _tags;
    private readonly Refreshed<Reference, Descriptor> _manifests;
    private readonly Refreshed<Reference, ImageIndex> _referrers;
    private readonly SingleFlight<Digest, ExtentMap> _fetching = new();
    private readonly ConcurrentDictionary<RepositoryName, bool> _listed = new();

    /// <summary>The images of the source of Talos images, kept in a store.</summary>
    public SourceImages(
        ReleaseSource releases, IContentSource source, IObjectStore store, BlobStore blobs, ReleaseOptions options, ILogger<SourceImages> logger)
    {
        _releases = releases;
        _source = source;
        _blobs = blobs;
        _repositories = options.Repositories;
        _kept = new KeptAnswers(store, options.Source, logger);
        _tags = new(new TagsQuestion(source), _kept, options.Refresh, logger);
        _manifests = new(new ManifestQuestion(source), _kept, options.Refresh, logger);
        _referrers = new(new ReferrersQuestion(source), _kept, options.Refresh, logger);
    }

    /// <summary>Whether a repository is one of a release, or one that a catalogue names.</summary>
    /// <exception cref="FactoryException">The source cannot answer, and never did.</exception>
    public async Task<bool> ContainsAsync(RepositoryName repository, CancellationToken cancellationToken)
    {
        if (_repositories.All.Contains(repository) || _listed.ContainsKey(repository))
        {
            return true;
        }

        // The newest release of each minor version; what none of them has is no longer made.
        var minors = (await _releases.ListVersionsAsync(cancellationToken)).Versions.GroupBy(version => (version.Major, version.Minor));
        FactoryException? fault = null;
        foreach (var version in minors.Select(minor => minor.Last()).Reverse())
        {
            try
            {
                var extensions = (await _releases.ListExtensionsAsync(version, cancellationToken)).Where(extension => extension.Registry is null);
                var overlays = await _releases.ListOverlaysAsync(version, cancellationToken);
                if (IsNamed(repository, [.. extensions.Select(extension => extension.Name), .. overlays.Select(overlay => overlay.Image)]))
                {
                    return true;
                }
            }
            catch (FactoryException exception)
            {
                // Another catalogue may name it; a version may have none.
                fault = exception.Error is FactoryError.VersionNotFound ? fault : exception;
            }
        }

        return fault is null ? false : throw fault;
    }

    /// <summary>The tags of a repository.</summary>
    /// <exception cref="FactoryException">The source cannot answer, and never did.</exception>
    public async Task<IReadOnlyList<string>> ListTagsAsync(RepositoryName repository, CancellationToken cancellationToken) =>
        await _tags.GetAsync(repository, cancellationToken) ?? [];

    /// <summary>The manifest or index that a reference without a host names, with its content in the store; null when there is none.</summary>
    /// <exception cref="FactoryException">The source cannot answer, its document is damaged, or the store cannot keep it.</exception>
    public async Task<Descriptor?> FindManifestAsync(Reference reference, CancellationToken cancellationToken)
    {
        var known = reference.Digest is { } digest ? await FindKnownAsync(reference.Repository, digest, cancellationToken) : null;
        var descriptor = known ?? await _manifests.GetAsync(reference, cancellationToken);
        if (descriptor is null || !IsDocument(descriptor) || !ObjectKey.IsName(descriptor.Digest.Hex))
        {
            return null;
        }

        await KeepManifestAsync(reference.Repository, descriptor, cancellationToken);
        return descriptor;
    }

    /// <summary>What is known of a blob of a manifest that was asked for before; null when nothing is.</summary>
    public Task<Descriptor?> FindBlobAsync(RepositoryName repository, Digest digest, CancellationToken cancellationToken) =>
        FindKnownAsync(repository, digest, cancellationToken);

    /// <summary>The content of a blob, in the store.</summary>
    /// <exception cref="FactoryException">The source cannot answer, the blob is damaged, or the store cannot keep it.</exception>
    public Task<ExtentMap> GetBlobAsync(
        RepositoryName repository, Descriptor blob, IProgress<BuildProgress> progress, CancellationToken cancellationToken) =>
        KeepAsync(blob, cancellation => OpenAsync(repository, blob, progress, cancellation), cancellationToken);

    /// <summary>What refers to a manifest; each of it can be had by its digest from then on.</summary>
    /// <exception cref="FactoryException">The source cannot answer, and never did.</exception>
    public async Task<IReadOnlyList<Descriptor>> ListReferrersAsync(RepositoryName repository, Digest subject, CancellationToken cancellationToken)
    {
        var index = await _referrers.GetAsync(Reference.ToDigest(repository, subject), cancellationToken);
        IReadOnlyList<Descriptor> listed = index?.Manifests ?? [];
        foreach (var referrer in listed)
        {
            await RememberAsync(repository, referrer, cancellationToken);
        }

        return listed;
    }

    /// <summary>Ends what is asked in the background.</summary>
    public async ValueTask DisposeAsync()
    {
        await _tags.DisposeAsync();
        await _manifests.DisposeAsync();
        await _referrers.DisposeAsync();
    }

    private static bool IsDocument(Descriptor descriptor) => MediaTypes.IsIndex(descriptor.MediaType) || MediaTypes.IsManifest(descriptor.MediaType);

    private static string QuestionOf(RepositoryName repository, Digest digest) => $"what {digest} is in {repository}";

    private bool IsNamed(RepositoryName repository, IReadOnlyList<string> names)
    {
        if (!names.Contains(repository.ToString(), StringComparer.Ordinal))
        {
            return false;
        }

        _listed.TryAdd(repository, true);
        return true;
    }

    private async Task<Descriptor?> FindKnownAsync(RepositoryName repository, Digest digest, CancellationToken cancellationToken)
    {
        try
        {
            return await _kept.FindAsync(QuestionOf(repository, digest), cancellationToken) is { } document ? DescriptorText.Read(document.Span) : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private async Task KeepManifestAsync(RepositoryName repository, Descriptor descriptor, CancellationToken cancellationToken)
    {
        await KeepAsync(descriptor, FetchAsync, cancellationToken);
        var content = await ReadAsync(descriptor, cancellationToken);
        var parts = await SourceErrors.ExplainAsync(() => Task.FromResult(PartsOf(descriptor, content)));
        foreach (var part in parts.Append(descriptor))
        {
            await RememberAsync(repository, part, cancellationToken);
        }

        async Task<Stream> FetchAsync(CancellationToken cancellation) =>
            new MemoryStream((await _source.FetchManifestAsync(repository, descriptor, cancellation)).ToArray());
    }

    private async Task RememberAsync(RepositoryName repository, Descriptor part, CancellationToken cancellationToken)
    {
        if (await FindKnownAsync(repository, part.Digest, cancellationToken) is null)
        {
            await _kept.PutAsync(QuestionOf(repository, part.Digest), DescriptorText.Write(part), cancellationToken);
        }
    }

    private static IReadOnlyList<Descriptor> PartsOf(Descriptor descriptor, byte[] content)
    {
        if (MediaTypes.IsIndex(descriptor.MediaType))
        {
            return ImageIndex.Read(content).Manifests;
        }

        var manifest = Manifest.Read(content);
        return [manifest.Config, .. manifest.Layers];
    }

    private async Task<byte[]> ReadAsync(Descriptor document, CancellationToken cancellationToken)
    {
        var bytes = new byte[document.Size];
        await using var reader = new ExtentReader(ExtentMap.OfBlob(document.Digest, document.Size), _blobs);
        await reader.ReadExactlyAsync(0, bytes, cancellationToken);
        return bytes;
    }

    private Task<Stream> OpenAsync(
        RepositoryName repository, Descriptor blob, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        var subject = $"{repository}@{blob.Digest}";
        var metered = new MeteredSource(_source, done => progress.Report(new BuildProgress(BuildStage.Fetch, subject, done, blob.Size)));
        return metered.OpenBlobAsync(repository, blob, cancellationToken);
    }

    // However many ask for it, it is fetched once.
    private Task<ExtentMap> KeepAsync(
        Descriptor blob, Func<CancellationToken, Task<Stream>> open, CancellationToken cancellationToken) => _fetching.RunAsync(
        blob.Digest,
        cancellation => SourceErrors.ExplainAsync(async () =>
        {
            using var build = _blobs.BeginBuild();
            if (!await _blobs.ContainsAsync(blob.Digest, cancellation))
            {
                await using var content = await open(cancellation);
                await StorageErrors.ExplainAsync(() => _blobs.PutAsync(content, blob.Digest, cancellation));
            }

            // Those who wait for this began their builds meanwhile: what was there before is used now.
            var map = ExtentMap.OfBlob(blob.Digest, blob.Size);
            _blobs.Use(map).Dispose();
            return map;
        }),
        cancellationToken);
}
