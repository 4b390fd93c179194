using System.Text;
using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Store;
using ImageFactory.Boot.Initramfs;
using ImageFactory.Boot.Iso;
using ImageFactory.Boot.Uki;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Pe;

namespace ImageFactory.Assets.Build;

/// <summary>Makes the map of an asset from its plan; only segments that were never made cost more than metadata.</summary>
public sealed class Composer
{
    private readonly ExtensionSegments _segments;
    private readonly BlobStore _blobs;

    /// <summary>A composer over segments and blobs.</summary>
    public Composer(ExtensionSegments segments, BlobStore blobs)
    {
        _segments = segments;
        _blobs = blobs;
    }

    /// <summary>The content of the asset.</summary>
    /// <exception cref="FactoryException">An extension or an artifact cannot be used.</exception>
    public Task<ExtentMap> ComposeAsync(BuildPlan plan, IProgress<BuildProgress> progress, CancellationToken cancellationToken) =>
        plan.Profile.Asset.Kind switch
        {
            OutputKind.Kernel => Task.FromResult(plan.Artifacts[ArtifactRole.Kernel].Map()),
            OutputKind.Cmdline => Task.FromResult(ExtentMap.OfBytes(Encoding.UTF8.GetBytes(plan.CommandLine!))),
            OutputKind.Initramfs => ComposeInitramfsAsync(plan, progress, cancellationToken),
            OutputKind.Uki => ComposeUkiAsync(plan, progress, cancellationToken),
            OutputKind.Iso => ComposeIsoAsync(plan, progress, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(plan), plan.Profile.Asset.Kind, "No plan is made for this output."),
        };

    private async Task<ExtentMap> ComposeInitramfsAsync(
        BuildPlan plan, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        var extensions = await _segments.GetAllAsync(plan.Profile, plan.Extensions!, progress, cancellationToken);
        progress.Report(new BuildProgress(BuildStage.Initramfs, plan.Profile.Asset.ToString(), 0, 0));
        return InitramfsImage.Map(new InitramfsOptions
        {
            Base = plan.Artifacts[ArtifactRole.Initramfs].Map(),
            Layers = ExtensionLayer.Stack(extensions.Select(extension => (extension.Metadata, extension.Image))),
            ModificationTime = CompositionRules.Timestamp,
        });
    }

    private async Task<ExtentMap> ComposeUkiAsync(
        BuildPlan plan, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        var initramfs = await ComposeInitramfsAsync(plan, progress, cancellationToken);
        progress.Report(new BuildProgress(BuildStage.Uki, plan.Profile.Asset.ToString(), 0, 0));
        var kernel = plan.Artifacts[ArtifactRole.Kernel].Map();
        try
        {
            var stub = await PeReader.ReadAsync(plan.Artifacts[ArtifactRole.Stub].Map(), _blobs, cancellationToken);
            return UkiImage.Map(UkiLayout.Create(new UkiOptions
            {
                Stub = stub,
                Kernel = kernel,
                Initrd = initramfs,
                CommandLine = plan.CommandLine!,
                OsRelease = new OsRelease("Talos", plan.Uki!.OsVersion),
                TimeDateStamp = CompositionRules.Timestamp,
                KernelRelease = await KernelRelease.FindAsync(kernel, _blobs, cancellationToken),
                Splash = plan.Uki.Splash?.Map(),
                Profiles = plan.Uki.Profiles,
            }));
        }
        catch (InvalidDataException exception)
        {
            throw new FactoryException(
                FactoryError.SourceInvalid, $"The release {plan.Profile.Version.Tag} cannot be made into a UKI: {exception.Message}", exception);
        }
    }

    private async Task<ExtentMap> ComposeIsoAsync(
        BuildPlan plan, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        var uki = await ComposeUkiAsync(plan, progress, cancellationToken);
        progress.Report(new BuildProgress(BuildStage.Compose, plan.Profile.Asset.ToString(), 0, 0));
        return UefiIso.Map(new UefiIsoOptions
        {
            BootFileName = plan.Profile.Asset.Architecture == Architecture.Amd64 ? "BOOTX64.EFI" : "BOOTAA64.EFI",
            BootLoader = plan.Artifacts[ArtifactRole.BootLoader].Map(),
            Uki = uki,
            Version = plan.Profile.Version.Tag,
            SecureBootEnrolment = "off",
            Time = CompositionRules.Timestamp,
        });
    }
}
