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
    private readonly ExtensionSegments _segments;
    private readonly GrubSegments _grub;
    private readonly DiskConversion _conversion;
    private readonly Signer _signer;
    private readonly OverlayComposer _overlays;
    private readonly BlobStore _blobs;

    /// <summary>A composer over the files of releases, segments and blobs.</summary>
    public Composer(
        ReleaseFiles files,
        ExtensionSegments segments,
        GrubSegments grub,
        DiskConversion conversion,
        Signer signer,
        OverlayComposer overlays,
        BlobStore blobs)
    {
        _overlays = overlays;
        _files = files;
        _segments = segments;
        _grub = grub;
        _conversion = conversion;
        _signer = signer;
        _blobs = blobs;
    }

    /// <summary>The content of the asset.</summary>
    /// <exception cref="FactoryException">An extension or an artifact cannot be had or used.</exception>
    public async Task<ExtentMap> ComposeAsync(BuildPlan plan, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        var composition = new Composition(_segments, _grub, _conversion, _signer, _blobs)
        {
            Plan = plan,
            Artifacts = await FetchAsync(plan, progress, cancellationToken),
            Overlay = plan is { Overlay: { } overlay, Disk: { } disk }
                ? await _overlays.ComposeAsync(overlay, disk.Options, plan.Profile.Asset.Architecture, progress, cancellationToken)
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
