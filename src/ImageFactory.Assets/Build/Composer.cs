using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Store;
using ImageFactory.Boot.Uki;
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
        var artifacts = await FetchAsync(plan, progress, cancellationToken);
        var architecture = plan.Profile.Asset.Architecture;
        var overlay = plan is { Overlay: { } onDisk, Disk: { } disk }
            ? await _overlays.ComposeAsync(onDisk, disk.Options, architecture, progress, cancellationToken)
            : null;
        var layer = plan is { Overlay: { } installed, Installer: not null }
            ? await _overlays.LayerAsync(installed, architecture, progress, cancellationToken)
            : null;
        return await Start(plan, artifacts, overlay, layer, progress).ComposeAsync(cancellationToken);
    }

    /// <summary>What the asset's unified kernel image is made of; without what a signature adds.</summary>
    /// <exception cref="FactoryException">An extension or an artifact cannot be had or used.</exception>
    public async Task<UkiOptions> DescribeUkiAsync(BuildPlan plan, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        var artifacts = await FetchAsync(plan, progress, cancellationToken);
        return await Start(plan, artifacts, overlay: null, layer: null, progress).DescribeUkiAsync(cancellationToken);
    }

    private Composition Start(
        BuildPlan plan,
        IReadOnlyDictionary<ArtifactRole, Artifact> artifacts,
        OverlayContents? overlay,
        ExtentMap? layer,
        IProgress<BuildProgress> progress) => new(_segments, _conversion, _signer, _installers, _blobs)
        {
            Plan = plan,
            Artifacts = artifacts,
            Overlay = overlay,
            OverlayLayer = layer,
            Progress = progress,
        };

    private async Task<IReadOnlyDictionary<ArtifactRole, Artifact>> FetchAsync(
        BuildPlan plan, IProgress<BuildProgress> progress, CancellationToken cancellationToken) =>
        plan.Artifacts is { } planned
            ? await _files.GetAsync(planned.Image, plan.Profile.Asset.Architecture, planned.Roles, progress, cancellationToken)
            : new Dictionary<ArtifactRole, Artifact>();
}
