using System.Security.Cryptography;
using System.Text;
using ImageFactory.Assets;
using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Store;
using ImageFactory.Assets.Versions;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Documents;
using ImageFactory.Oci.Layout;

namespace ImageFactory.Installers;

/// <summary>
/// Installers as a registry shows them: an index of the images of all architectures by version, and everything in it by digest. It is
/// composed of the same recipes as the archives; which version a digest belongs to is remembered, and nothing else is kept.
/// </summary>
internal sealed class InstallerRegistry
{
    private const string LatestTag = "latest";
    private const int LongestTag = 256;

    private readonly AssetPipeline _pipeline;
    private readonly ReleaseSource _releases;
    private readonly IObjectStore _store;
    private readonly BlobStore _blobs;

    /// <summary>A registry of what a pipeline makes.</summary>
    public InstallerRegistry(AssetPipeline pipeline, ReleaseSource releases, IObjectStore store, BlobStore blobs)
    {
        _pipeline = pipeline;
        _releases = releases;
        _store = store;
        _blobs = blobs;
    }

    /// <summary>The tags of every repository: the versions, ascending.</summary>
    /// <exception cref="FactoryException">The source cannot answer, and never did.</exception>
    public async Task<IReadOnlyList<string>> ListTagsAsync(CancellationToken cancellationToken) =>
        [.. (await _releases.ListVersionsAsync(cancellationToken)).Versions.Select(version => version.Tag)];

    /// <summary>The index of a version, or of the newest one for <c>latest</c>; made if it was not before.</summary>
    /// <exception cref="FactoryException">It cannot be made; the message is for the client.</exception>
    public async Task<RegistryContent> GetIndexAsync(
        InstallerRepository repository, string tag, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        var version = await FindVersionAsync(tag, cancellationToken);
        return (await ComposeAsync(repository, version.Tag, progress, cancellationToken)).Index;
    }

    /// <summary>What a repository has under a digest that it named before; null when it has nothing.</summary>
    /// <exception cref="FactoryException">It cannot be made again; the message is for the client.</exception>
    public async Task<RegistryContent?> FindAsync(
        InstallerRepository repository, Digest digest, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        if (await _store.FindSealedAsync(KeyOf(repository, digest), LongestTag, cancellationToken) is not { } tag)
        {
            return null;
        }

        var (index, images) = await ComposeAsync(repository, Encoding.ASCII.GetString(tag.Span), progress, cancellationToken);
        return index.Digest == digest
            ? index
            : images.Select(image => Find(image, digest)).FirstOrDefault(content => content is not null);
    }

    private static RegistryContent? Find(ArchivedImage image, Digest digest)
    {
        Descriptor[] all = [image.Descriptor, image.Manifest.Config, .. image.Manifest.Layers];
        return all.FirstOrDefault(descriptor => descriptor.Digest == digest) is { } found
            ? new RegistryContent(found.MediaType, digest, image.Blobs[digest])
            : null;
    }

    private static ObjectKey KeyOf(InstallerRepository repository, Digest digest) => new(
        ObjectKind.Recipe,
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"installer-digest/1\n{repository}\n{digest}\n"))));

    private async Task<TalosVersion> FindVersionAsync(string tag, CancellationToken cancellationToken) =>
        string.Equals(tag, LatestTag, StringComparison.Ordinal)
            ? (await _releases.ListVersionsAsync(cancellationToken)).Latest
                ?? throw new FactoryException(FactoryError.VersionNotFound, "There is no version yet that is no pre-release.")
            : await _releases.FindVersionAsync(tag, cancellationToken);

    private async Task<(RegistryContent Index, IReadOnlyList<ArchivedImage> Images)> ComposeAsync(
        InstallerRepository repository, string tag, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        var images = await Task.WhenAll(repository.Platform.Architectures.Order().Select(
            architecture => ComposeAsync(repository, tag, architecture, progress, cancellationToken)));
        var document = new ImageIndex
        {
            MediaType = MediaTypes.ImageIndex,
            Manifests = [.. images.Select(image => image.Descriptor)],
        };
        var bytes = document.ToBytes();
        var index = new RegistryContent(MediaTypes.ImageIndex, Digest.OfBytes(bytes), ExtentMap.OfBytes(bytes));
        if (await _store.FindSealedAsync(KeyOf(repository, index.Digest), LongestTag, cancellationToken) is null)
        {
            // The index comes last: where it is remembered, all is.
            Digest[] digests = [.. images.SelectMany(image => image.Blobs.Keys).Distinct(), index.Digest];
            foreach (var digest in digests)
            {
                await _store.PutSealedAsync(KeyOf(repository, digest), Encoding.ASCII.GetBytes(tag), cancellationToken);
            }
        }

        return (index, images);
    }

    private async Task<ArchivedImage> ComposeAsync(
        InstallerRepository repository, string tag, Architecture architecture, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        var name = AssetName.Installer(repository.Platform, architecture, repository.SecureBoot);
        var order = await _pipeline.PlanAsync(
            new AssetRequest(repository.SchematicId.ToString(), tag, name.ToString()), cancellationToken);
        var asset = await _pipeline.GetAsync(order, progress, cancellationToken);
        return await ImageArchive.ReadAsync(asset.Map, _blobs, cancellationToken);
    }
}
