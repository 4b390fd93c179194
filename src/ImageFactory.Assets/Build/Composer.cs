using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Store;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Build;

/// <summary>Makes the map of an asset from its plan; only segments that were never made cost more than metadata.</summary>
public sealed class Composer
{
    private readonly ReleaseFiles _files;
    private readonly SharedSegments _segments;
    private readonly DiskConversion _conversion;
    private readonly Signer _signer;
    private readonly OverlayComposer _overlays;
    private readonly InstallerComposer _installers;
    private readonly BlobStore _blobs;

    /// <summary>A composer over the files of releases, segments and blobs.</summary>
    public Composer(
        ReleaseFiles files,
        SharedSegments segments,
        DiskConversion conversion,
        Signer signer,
        OverlayComposer overlays,
        InstallerComposer installers,
        BlobStore blobs)
    {
        _overlays = overlays;
        _files = files;
        _segments = segments;
        _conversion = conversion;
        _signer = signer;
        _installers = installers;
        _blobs = blobs;
    }

    /// <summary>The content of the asset.</summary>
    /// <exception cref="FactoryException">An extension or an artifact cannot be had or used.</exception>
    public async Task<ExtentMap> ComposeAsync(BuildPlan plan, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        var composition = new Composition(_segments, _conversion, _signer, _installers, _blobs)
        {
            Plan = plan,
            Artifacts = await FetchAsync(plan, progress, cancellationToken),
            Overlay = plan is { Overlay: { } overlay, Disk: { } disk }
                ? await _overlays.ComposeAsync(overlay, disk.Options, plan.Profile.Asset.Architecture, progress, cancellationToken)
                : null,
            OverlayLayer = plan is { Overlay: { } board, Installer: not null }
                ? await _overlays.LayerAsync(board, plan.Profile.Asset.Architecture, progress, cancellationToken)
                : null,
            Progress = progress,
        };
        return await composition.ComposeAsync(cancellationToken);
    }

    private async Task<IReadOnlyDictionary<ArtifactRole, Artifact>> FetchAsync(
        BuildPlan plan, IProgress<BuildProgress> progress, CancellationToken cancellationToken) =>
        plan.Artifacts is { } planned
            ? await _files.GetAsync(planned.Image, plan.Profile.Asset.Architecture, planned.Roles, progress, cancellationToken)
            : new Dictionary<ArtifactRole, Artifact>();
}
