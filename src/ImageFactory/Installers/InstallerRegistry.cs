using ImageFactory.Assets;
using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Store;
using ImageFactory.Assets.Versions;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Documents;
using ImageFactory.Oci.Layout;
using ImageFactory.Oci.Signatures;

namespace ImageFactory.Installers;

/// <summary>
/// Installers as a registry shows them: an index of the images of all architectures by version, and everything in it by digest. It is
/// composed of the same recipes as the archives; which recipes a digest belongs to is remembered, and nothing else is kept.
/// </summary>
internal sealed class InstallerRegistry
{
    private const string LatestTag = "latest";

    private readonly AssetPipeline _pipeline;
    private readonly ReleaseSource _releases;
    private readonly InstallerMemory _memory;
    private readonly BlobStore _blobs;
    private readonly InstallerEvidence _evidence;

    /// <summary>A registry of what a pipeline makes.</summary>
    public InstallerRegistry(AssetPipeline pipeline, ReleaseSource releases, InstallerMemory memory, BlobStore blobs, InstallerEvidence evidence)
    {
        _evidence = evidence;
        _pipeline = pipeline;
        _releases = releases;
        _memory = memory;
        _blobs = blobs;
    }

    /// <summary>The tags of every repository: the versions, ascending.</summary>
    /// <exception cref="FactoryException">The source cannot answer, and never did.</exception>
    public async Task<IReadOnlyList<string>> ListTagsAsync(CancellationToken cancellationToken) =>
        [.. (await _releases.ListVersionsAsync(cancellationToken)).Versions.Select(version => version.Tag)];

    /// <summary>The index of a version, or of the newest one for <c>latest</c>; made if it was not before.</summary>
    /// <exception cref="FactoryException">It cannot be made; the message is for the client.</exception>
    public async Task<RegistryContent> GetIndexAsync(
        InstallerRepository repository, string tag, IProgress<BuildProgress> progress, CancellationToken cancellationToken) =>
        (await GetAsync(repository, tag, progress, cancellationToken)).Index;

    /// <summary>The index of a version with all that is in it; made if it was not before.</summary>
    /// <exception cref="FactoryException">It cannot be made; the message is for the client.</exception>
    public async Task<InstallerIndex> GetAsync(
        InstallerRepository repository, string tag, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        var version = await FindVersionAsync(tag, cancellationToken);
        return await ComposeAsync(repository, version.Tag, progress, cancellationToken);
    }

    /// <summary>What a repository has under a digest that it named before; null when it has nothing.</summary>
    /// <exception cref="FactoryException">It cannot be made again; the message is for the client.</exception>
    public async Task<RegistryContent?> FindAsync(
        InstallerRepository repository, Digest digest, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        if (await FindIndexAsync(repository, digest, progress, cancellationToken) is not var (remembered, index))
        {
            return null;
        }

        return index.Find(digest)
            ?? Find(await _evidence.SignAsync(repository, index, cancellationToken), digest)
            ?? Find(await _evidence.AttestAsync(repository, index, remembered, cancellationToken), digest);
    }

    /// <summary>The image with the signature of a manifest; null when there is no such manifest, or nothing is signed.</summary>
    /// <exception cref="FactoryException">It cannot be made; the message is for the client.</exception>
    public async Task<RegistryContent?> FindSignatureAsync(
        InstallerRepository repository, Digest subject, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        if (await FindIndexAsync(repository, subject, progress, cancellationToken) is not var (remembered, index))
        {
            return null;
        }

        var signed = await _evidence.SignAsync(repository, index, cancellationToken);
        await RememberAsync(repository, signed, remembered, cancellationToken);
        return signed.FirstOrDefault(each => each.Subject == subject && each.Manifest.Subject is null) is { } found
            ? Content(found.Descriptor, found.Document)
            : null;
    }

    /// <summary>What the factory says of a manifest: manifests that refer to it; none when there is no such manifest.</summary>
    /// <exception cref="FactoryException">It cannot be made; the message is for the client.</exception>
    public async Task<IReadOnlyList<Descriptor>> ListReferrersAsync(
        InstallerRepository repository, Digest subject, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        if (await FindIndexAsync(repository, subject, progress, cancellationToken) is not var (remembered, index))
        {
            return [];
        }

        IReadOnlyList<SignatureArtifact> all =
        [
            .. await _evidence.SignAsync(repository, index, cancellationToken),
            .. await _evidence.AttestAsync(repository, index, remembered, cancellationToken),
        ];
        await RememberAsync(repository, all, remembered, cancellationToken);
        return [.. all.Where(each => each.Subject == subject && each.Manifest.Subject is not null).Select(each => each.Descriptor)];
    }

    private async Task<(RememberedInstaller Remembered, InstallerIndex Index)?> FindIndexAsync(
        InstallerRepository repository, Digest digest, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        if (await _memory.FindAsync(repository, digest, cancellationToken) is not { } remembered)
        {
            return null;
        }

        // What was lost of it is made again, as long as the version is still made of the same.
        var index = await FindMadeAsync(repository, remembered, cancellationToken)
            ?? await ComposeAsync(repository, remembered.Tag, progress, cancellationToken);
        return (remembered, index);
    }

    // Clients ask for blobs by digest alone.
    private Task RememberAsync(
        InstallerRepository repository, IReadOnlyList<SignatureArtifact> artifacts, RememberedInstaller remembered, CancellationToken cancellationToken) =>
        artifacts.Count == 0
            ? Task.CompletedTask
            : _memory.PutAsync(
                repository,
                [.. artifacts.SelectMany(each => each.Blobs.Keys).Distinct(), .. artifacts.Select(each => each.Descriptor.Digest)],
                remembered,
                cancellationToken);

    private static RegistryContent? Find(IReadOnlyList<SignatureArtifact> artifacts, Digest digest)
    {
        if (artifacts.FirstOrDefault(each => each.Descriptor.Digest == digest) is { } found)
        {
            return Content(found.Descriptor, found.Document);
        }

        return artifacts.FirstOrDefault(each => each.Blobs.ContainsKey(digest)) is { } holder
            ? Content(new[] { holder.Manifest.Config, holder.Manifest.Layers[0] }.First(each => each.Digest == digest), holder.Blobs[digest])
            : null;
    }

    private static RegistryContent Content(Descriptor descriptor, ReadOnlyMemory<byte> bytes) =>
        new(descriptor.MediaType, descriptor.Digest, ExtentMap.OfBytes(bytes.ToArray()));

    private async Task<InstallerIndex?> FindMadeAsync(
        InstallerRepository repository, RememberedInstaller remembered, CancellationToken cancellationToken)
    {
        var images = new List<ArchivedImage>();
        foreach (var plan in remembered.Plans)
        {
            if (await _pipeline.FindAsync(repository.SchematicId.ToString(), plan, cancellationToken) is not { } archive)
            {
                return null;
            }

            images.Add(await ImageArchive.ReadAsync(archive, _blobs, cancellationToken));
        }

        return InstallerIndex.Of(images);
    }

    private async Task<TalosVersion> FindVersionAsync(string tag, CancellationToken cancellationToken) =>
        string.Equals(tag, LatestTag, StringComparison.Ordinal)
            ? (await _releases.ListVersionsAsync(cancellationToken)).Latest
                ?? throw new FactoryException(FactoryError.VersionNotFound, "There is no version yet that is no pre-release.")
            : await _releases.FindVersionAsync(tag, cancellationToken);

    private async Task<InstallerIndex> ComposeAsync(
        InstallerRepository repository, string tag, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        var made = await Task.WhenAll(repository.Platform.Architectures.Order().Select(
            architecture => ComposeAsync(repository, tag, architecture, progress, cancellationToken)));
        var index = InstallerIndex.Of([.. made.Select(image => image.Image)]);
        await _memory.PutAsync(
            repository, index.Digests, new RememberedInstaller(tag, [.. made.Select(image => image.Plan)]), cancellationToken);
        return index;
    }

    private async Task<(string Plan, ArchivedImage Image)> ComposeAsync(
        InstallerRepository repository, string tag, Architecture architecture, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        var name = AssetName.Installer(repository.Platform, architecture, repository.SecureBoot);
        var order = await _pipeline.PlanAsync(
            new AssetRequest(repository.SchematicId.ToString(), tag, name.ToString()), cancellationToken);
        var asset = await _pipeline.GetAsync(order, progress, cancellationToken);
        return (order.Hash, await ImageArchive.ReadAsync(asset.Map, _blobs, cancellationToken));
    }
}
