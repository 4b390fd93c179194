using System.Text;
using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Store;
using ImageFactory.Boot.Disks;
using ImageFactory.Boot.Efi;
using ImageFactory.Boot.Initramfs;
using ImageFactory.Boot.Iso;
using ImageFactory.Boot.SecureBoot;
using ImageFactory.Boot.Uki;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Fat;
using ImageFactory.Formats.Pe;

namespace ImageFactory.Assets.Build;

/// <summary>Makes the map of an asset from its plan; only segments that were never made cost more than metadata.</summary>
public sealed class Composer
{
    private readonly ReleaseFiles _files;
    private readonly ExtensionSegments _segments;
    private readonly Signer _signer;
    private readonly BlobStore _blobs;

    /// <summary>A composer over the files of releases, segments and blobs.</summary>
    public Composer(ReleaseFiles files, ExtensionSegments segments, Signer signer, BlobStore blobs)
    {
        _signer = signer;
        _files = files;
        _segments = segments;
        _blobs = blobs;
    }

    /// <summary>The content of the asset.</summary>
    /// <exception cref="FactoryException">An extension or an artifact cannot be had or used.</exception>
    public async Task<ExtentMap> ComposeAsync(BuildPlan plan, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        var artifacts = await FetchAsync(plan, progress, cancellationToken);
        return plan.Profile.Asset.Kind switch
        {
            OutputKind.Kernel => artifacts[ArtifactRole.Kernel].Map(),
            OutputKind.Cmdline => ExtentMap.OfBytes(Encoding.UTF8.GetBytes(plan.CommandLine!)),
            OutputKind.Initramfs => await ComposeInitramfsAsync(plan, artifacts, progress, cancellationToken),
            OutputKind.Uki => await ComposeUkiAsync(plan, artifacts, progress, cancellationToken),
            OutputKind.Iso => await ComposeIsoAsync(plan, artifacts, progress, cancellationToken),
            OutputKind.Image => await ComposeDiskAsync(plan, artifacts, progress, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(plan), plan.Profile.Asset.Kind, "No plan is made for this output."),
        };
    }

    private async Task<IReadOnlyDictionary<ArtifactRole, Artifact>> FetchAsync(
        BuildPlan plan, IProgress<BuildProgress> progress, CancellationToken cancellationToken) =>
        plan.Artifacts is { } planned
            ? await _files.GetAsync(planned.Image, plan.Profile.Asset.Architecture, planned.Roles, progress, cancellationToken)
            : new Dictionary<ArtifactRole, Artifact>();

    private async Task<ExtentMap> ComposeInitramfsAsync(
        BuildPlan plan,
        IReadOnlyDictionary<ArtifactRole, Artifact> artifacts,
        IProgress<BuildProgress> progress,
        CancellationToken cancellationToken)
    {
        var extensions = await _segments.GetAllAsync(plan.Profile, plan.Extensions!, progress, cancellationToken);
        progress.Report(new BuildProgress(BuildStage.Initramfs, plan.Profile.Asset.ToString(), 0, 0));
        return InitramfsImage.Map(new InitramfsOptions
        {
            Base = artifacts[ArtifactRole.Initramfs].Map(),
            Layers = ExtensionLayer.Stack(extensions.Select(extension => (extension.Metadata, extension.Image))),
            ModificationTime = CompositionRules.Timestamp,
        });
    }

    private async Task<ExtentMap> ComposeUkiAsync(
        BuildPlan plan,
        IReadOnlyDictionary<ArtifactRole, Artifact> artifacts,
        IProgress<BuildProgress> progress,
        CancellationToken cancellationToken)
    {
        var initramfs = await ComposeInitramfsAsync(plan, artifacts, progress, cancellationToken);
        progress.Report(new BuildProgress(BuildStage.Uki, plan.Profile.Asset.ToString(), 0, 0));
        return await ExplainAsync(plan, async () =>
        {
            var kernel = artifacts[ArtifactRole.Kernel].Map();
            var options = new UkiOptions
            {
                Stub = await PeReader.ReadAsync(artifacts[ArtifactRole.Stub].Map(), _blobs, cancellationToken),
                Kernel = kernel,
                Initrd = initramfs,
                CommandLine = plan.CommandLine!,
                OsRelease = new OsRelease("Talos", plan.Uki!.OsVersion),
                TimeDateStamp = CompositionRules.Timestamp,
                KernelRelease = await KernelRelease.FindAsync(kernel, _blobs, cancellationToken),
                Splash = plan.Uki.Splash?.Map(),
                Profiles = plan.Uki.Profiles,
            };
            if (plan.SecureBoot is null)
            {
                return UkiImage.Map(UkiLayout.Create(options));
            }

            progress.Report(new BuildProgress(BuildStage.Sign, plan.Profile.Asset.ToString(), 0, 0));
            return await _signer.SignUkiAsync(options, cancellationToken);
        });
    }

    private async Task<ExtentMap> ComposeIsoAsync(
        BuildPlan plan,
        IReadOnlyDictionary<ArtifactRole, Artifact> artifacts,
        IProgress<BuildProgress> progress,
        CancellationToken cancellationToken)
    {
        var boot = await ComposeBootAsync(plan, artifacts, progress, cancellationToken);
        return UefiIso.Map(new UefiIsoOptions
        {
            BootFileName = $"{LoaderName(plan)}.EFI",
            BootLoader = boot.Loader,
            Uki = boot.Uki,
            Version = plan.Profile.Version.Tag,
            SecureBootEnrolment = plan.Enrolment?.When ?? "off",
            EnrolmentFiles = boot.Enrolment,
            Time = CompositionRules.Timestamp,
        });
    }

    private async Task<ExtentMap> ComposeDiskAsync(
        BuildPlan plan,
        IReadOnlyDictionary<ArtifactRole, Artifact> artifacts,
        IProgress<BuildProgress> progress,
        CancellationToken cancellationToken)
    {
        var boot = await ComposeBootAsync(plan, artifacts, progress, cancellationToken);
        var layout = DiskLayout.Create(plan.Disk!.Options);
        var files = SystemdBoot.Files(new SystemdBootOptions
        {
            LoaderPath = $"EFI/boot/{LoaderName(plan)}.efi",
            Loader = boot.Loader,
            Uki = boot.Uki,
            Version = plan.Profile.Version.Tag,
            SecureBootEnrolment = plan.Enrolment?.When,
            Time = CompositionRules.Timestamp,
        });
        CheckRoom(boot, layout.Efi.Length);
        return DiskImage.Map(layout, new DiskContents
        {
            Efi = new FatTree([.. files, .. boot.Enrolment is { } keys ? EnrolledKeys.Files(keys, CompositionRules.Timestamp) : []]),
            Grub = null,
            Meta = plan.Disk.Meta,
        });
    }

    private async Task<BootFiles> ComposeBootAsync(
        BuildPlan plan,
        IReadOnlyDictionary<ArtifactRole, Artifact> artifacts,
        IProgress<BuildProgress> progress,
        CancellationToken cancellationToken)
    {
        var uki = await ComposeUkiAsync(plan, artifacts, progress, cancellationToken);
        progress.Report(new BuildProgress(BuildStage.Compose, plan.Profile.Asset.ToString(), 0, 0));
        var loader = artifacts[ArtifactRole.BootLoader].Map();
        return new BootFiles(
            plan.SecureBoot is null ? loader : await ExplainAsync(plan, () => _signer.SignAsync(loader, cancellationToken)),
            uki,
            plan.Enrolment is { } enrolment ? await _signer.EnrolAsync(enrolment.HasWellKnownCertificates, cancellationToken) : null);
    }

    private static string LoaderName(BuildPlan plan) => plan.Profile.Asset.Architecture == Architecture.Amd64 ? "BOOTX64" : "BOOTAA64";

    private static void CheckRoom(BootFiles boot, long room)
    {
        var needed = boot.Loader.Length + boot.Uki.Length + CompositionRules.FileSystemReserve;
        if (needed > room)
        {
            throw new FactoryException(
                FactoryError.InvalidCombination,
                $"With these extensions boot loader and kernel image take {needed >> 20} MiB; the disk's EFI system partition has {room >> 20} MiB. "
                + "Take fewer extensions, or Talos v1.11.0 or newer, which has 2101 MiB.");
        }
    }

    private static async Task<ExtentMap> ExplainAsync(BuildPlan plan, Func<Task<ExtentMap>> compose)
    {
        try
        {
            return await compose();
        }
        catch (InvalidDataException exception)
        {
            throw new FactoryException(
                FactoryError.SourceInvalid, $"The release {plan.Profile.Version.Tag} cannot be made bootable: {exception.Message}", exception);
        }
    }

    /// <summary>What firmware starts, signed where that is asked for.</summary>
    private sealed record BootFiles(ExtentMap Loader, ExtentMap Uki, EnrolmentFiles? Enrolment);
}
