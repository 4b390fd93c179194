using System.Text;
using ImageFactory.Assets;
using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Overlays;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Schematics;
using ImageFactory.Assets.Versions;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci;
using ImageFactory.Oci.Content;

namespace ImageFactory.Bundles;

/// <summary>Finds the images that a factory without network needs for versions, extensions and schematics.</summary>
internal sealed class BundleSelection(ReleaseSource releases, ReleaseOptions options, IContentSource source, Planner planner, OverlayResolver overlays)
{
    // A name for what a schematic names by its digest: tags that start with sha256- belong to signatures and referrers.
    private const string DigestTag = "digest-";

    private readonly Dictionary<Reference, Reference> _images = [];

    /// <summary>The images by their names in the bundle; several names may be of one image.</summary>
    public IReadOnlyDictionary<Reference, Reference> Images => _images;

    /// <summary>Takes a version: its files, installers and catalogues.</summary>
    /// <exception cref="FactoryException">There is no such version, or the source cannot answer.</exception>
    public async Task<TalosVersion> AddVersionAsync(string text, CancellationToken cancellationToken)
    {
        var version = await releases.FindVersionAsync(text, cancellationToken);
        var rules = VersionRules.Of(version);
        var repositories = options.Repositories;
        await AddAsync(Reference.ToTag(repositories.Imager, version.Tag), cancellationToken);
        await AddAsync(Reference.ToTag(repositories.Extensions, version.Tag), cancellationToken);
        await AddAsync(Reference.ToTag(rules.UnifiedInstaller ? repositories.InstallerBase : repositories.Installer, version.Tag), cancellationToken);
        if (rules.HasOverlays)
        {
            await AddAsync(Reference.ToTag(repositories.Overlays, version.Tag), cancellationToken);
        }

        return version;
    }

    /// <summary>Takes all extensions of a version's catalogues.</summary>
    /// <exception cref="FactoryException">The source cannot answer, or an extension is of another registry.</exception>
    public async Task AddAllExtensionsAsync(TalosVersion version, CancellationToken cancellationToken)
    {
        foreach (var extension in await releases.ListExtensionsAsync(version, cancellationToken))
        {
            await AddExtensionAsync(extension.Name, extension.Registry, extension.Name, extension.Digest, version, cancellationToken);
        }
    }

    /// <summary>Takes what a schematic names, for a version.</summary>
    /// <exception cref="FactoryException">The version does not have it, the source cannot answer, or it is of another registry.</exception>
    public async Task AddSchematicAsync(StoredSchematic schematic, TalosVersion version, CancellationToken cancellationToken)
    {
        var profile = new Profile(schematic.Id, version, AssetName.Initramfs(Architecture.Arm64));
        var plan = await planner.PlanAsync(profile, schematic.Schematic, cancellationToken);
        foreach (var extension in plan.Extensions!.Official) // an initramfs has them, if only its own
        {
            await AddExtensionAsync(extension.Name, extension.Registry, extension.Repository, extension.Digest, version, cancellationToken);
        }

        var installer = profile with { Asset = AssetName.Installer(Platforms.Metal, Architecture.Arm64, secureBoot: false) };
        if (VersionRules.Of(version).HasOverlays && await overlays.ResolveAsync(installer, schematic.Schematic, cancellationToken) is { Image: var image, Board: var board })
        {
            await AddDigestAsync($"overlay {board.Name}", image.Host, RepositoryName.Parse(image.Repository), image.Digest, tag: null, cancellationToken);
        }
    }

    /// <summary>A schematic that is nothing but these extensions.</summary>
    /// <exception cref="FactoryException">A name cannot be one.</exception>
    public static StoredSchematic Of(IEnumerable<string> extensions)
    {
        var names = string.Join(", ", extensions.Select(name => $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""));
        return StoredSchematic.Decode(Encoding.UTF8.GetBytes($"customization: {{systemExtensions: {{officialExtensions: [{names}]}}}}"));
    }

    private async Task AddExtensionAsync(
        string name, string? registry, string repository, Digest digest, TalosVersion version, CancellationToken cancellationToken)
    {
        var offered = (await releases.ListExtensionsAsync(version, cancellationToken)).FirstOrDefault(each => each.Digest == digest);
        var tag = offered is not null && Reference.TryParse(offered.Reference, out var reference) ? reference.Tag : null;
        await AddDigestAsync($"extension {name}", registry, RepositoryName.Parse(repository), digest, tag, cancellationToken);
    }

    private async Task AddDigestAsync(
        string what, string? registry, RepositoryName repository, Digest digest, string? tag, CancellationToken cancellationToken)
    {
        if (registry is not null)
        {
            throw new FactoryException(
                FactoryError.InvalidCombination, $"The {what} is of the registry {registry}; a bundle has what is at the source of Talos images alone.");
        }

        _images[Reference.ToTag(repository, tag ?? DigestTag + digest.Hex)] = Reference.ToDigest(repository, digest);
        await AddSignatureAsync(repository, digest, cancellationToken);
    }

    private async Task AddAsync(Reference reference, CancellationToken cancellationToken)
    {
        _images[reference] = reference;
        if (await source.ResolveAsync(reference, cancellationToken) is { } root)
        {
            await AddSignatureAsync(reference.Repository, root.Digest, cancellationToken);
        }
    }

    // Where cosign keeps a signature; who verifies at the other side needs it.
    private async Task AddSignatureAsync(RepositoryName repository, Digest digest, CancellationToken cancellationToken)
    {
        var signature = Reference.ToTag(repository, SubjectTag.OfSignatures(digest).ToString());
        if (await source.ResolveAsync(signature, cancellationToken) is not null)
        {
            _images[signature] = signature;
        }
    }
}
