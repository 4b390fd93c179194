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

/// <summary>One plan being composed: each output is put together from those before it.</summary>
internal sealed class Composition(ExtensionSegments segments, Signer signer, BlobStore blobs)
{
    /// <summary>What is composed.</summary>
    public required BuildPlan Plan { get; init; }

    /// <summary>What was taken from the release.</summary>
    public required IReadOnlyDictionary<ArtifactRole, Artifact> Artifacts { get; init; }

    /// <summary>Who is told.</summary>
    public required IProgress<BuildProgress> Progress { get; init; }

    private string LoaderName => Plan.Profile.Asset.Architecture == Architecture.Amd64 ? "BOOTX64" : "BOOTAA64";

    /// <summary>The content of the plan's asset.</summary>
    public Task<ExtentMap> ComposeAsync(CancellationToken cancellationToken) => Plan.Profile.Asset.Kind switch
    {
        OutputKind.Kernel => Task.FromResult(Map(ArtifactRole.Kernel)),
        OutputKind.Cmdline => Task.FromResult(ExtentMap.OfBytes(Encoding.UTF8.GetBytes(Plan.CommandLine!))),
        OutputKind.Initramfs => ComposeInitramfsAsync(cancellationToken),
        OutputKind.Uki => ComposeUkiAsync(cancellationToken),
        OutputKind.Iso => ComposeIsoAsync(cancellationToken),
        OutputKind.Image => ComposeDiskAsync(cancellationToken),
        var other => throw new InvalidOperationException($"No plan is made for {other}."),
    };

    private async Task<ExtentMap> ComposeInitramfsAsync(CancellationToken cancellationToken)
    {
        var packed = await segments.GetAllAsync(
            Plan.Profile, Plan.Extensions!, Artifacts[ArtifactRole.Initramfs], Progress, cancellationToken);
        Report(BuildStage.Initramfs);
        var layers = ExtensionLayer.Stack(packed.Extensions.Select(extension => (extension.Metadata, extension.Image)));
        return await ExplainAsync(() => Task.FromResult(InitramfsImage.Map(new InitramfsOptions
        {
            Base = Map(ArtifactRole.Initramfs),
            Layers = packed.ModuleIndex is { } index
                ? [.. layers, new ExtensionLayer(ModuleIndexExtension.FileName, index.Metadata, index.Image)]
                : layers,
            Firmware = InitramfsFirmware.Merge(ExtensionLayer.InStackingOrder(packed.Extensions.Select(extension => extension.Files))),
            ModificationTime = CompositionRules.Timestamp,
        })));
    }

    private async Task<ExtentMap> ComposeUkiAsync(CancellationToken cancellationToken)
    {
        var initramfs = await ComposeInitramfsAsync(cancellationToken);
        Report(BuildStage.Uki);
        return await ExplainAsync(async () =>
        {
            var kernel = Map(ArtifactRole.Kernel);
            var options = new UkiOptions
            {
                Stub = await PeReader.ReadAsync(Map(ArtifactRole.Stub), blobs, cancellationToken),
                Kernel = kernel,
                Initrd = initramfs,
                CommandLine = Plan.CommandLine!,
                OsRelease = new OsRelease("Talos", Plan.Uki!.OsVersion),
                TimeDateStamp = CompositionRules.Timestamp,
                KernelRelease = await KernelRelease.FindAsync(kernel, blobs, cancellationToken),
                Splash = Plan.Uki.Splash?.Map(),
                Profiles = Plan.Uki.Profiles,
            };
            if (Plan.SecureBoot is null)
            {
                return UkiImage.Map(UkiLayout.Create(options));
            }

            Report(BuildStage.Sign);
            return await signer.SignUkiAsync(options, cancellationToken);
        });
    }

    private async Task<ExtentMap> ComposeIsoAsync(CancellationToken cancellationToken)
    {
        var boot = await ComposeBootAsync(cancellationToken);
        return UefiIso.Map(new UefiIsoOptions
        {
            BootFileName = $"{LoaderName}.EFI",
            BootLoader = boot.Loader,
            Uki = boot.Uki,
            Version = Plan.Profile.Version.Tag,
            SecureBootEnrolment = Plan.Enrolment?.When ?? "off",
            EnrolmentFiles = boot.Enrolment,
            Time = CompositionRules.Timestamp,
        });
    }

    private async Task<ExtentMap> ComposeDiskAsync(CancellationToken cancellationToken)
    {
        var boot = await ComposeBootAsync(cancellationToken);
        var layout = DiskLayout.Create(Plan.Disk!.Options);
        CheckRoom(boot, layout.Efi.Length);
        var files = SystemdBoot.Files(new SystemdBootOptions
        {
            LoaderPath = $"EFI/boot/{LoaderName}.efi",
            Loader = boot.Loader,
            Uki = boot.Uki,
            Version = Plan.Profile.Version.Tag,
            SecureBootEnrolment = Plan.Enrolment?.When,
            Time = CompositionRules.Timestamp,
        });
        return DiskImage.Map(layout, new DiskContents
        {
            Efi = new FatTree([.. files, .. boot.Enrolment is { } keys ? EnrolledKeys.Files(keys, CompositionRules.Timestamp) : []]),
            Grub = null,
            Meta = Plan.Disk.Meta,
        });
    }

    private async Task<BootFiles> ComposeBootAsync(CancellationToken cancellationToken)
    {
        var uki = await ComposeUkiAsync(cancellationToken);
        Report(BuildStage.Compose);
        var loader = Map(ArtifactRole.BootLoader);
        return new BootFiles(
            Plan.SecureBoot is null ? loader : await ExplainAsync(() => signer.SignAsync(loader, cancellationToken)),
            uki,
            Plan.Enrolment is { } enrolment ? await signer.EnrolAsync(enrolment.HasWellKnownCertificates, cancellationToken) : null);
    }

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

    private ExtentMap Map(ArtifactRole role) => Artifacts[role].Map();

    private void Report(BuildStage stage) => Progress.Report(new BuildProgress(stage, Plan.Profile.Asset.ToString(), 0, 0));

    private async Task<ExtentMap> ExplainAsync(Func<Task<ExtentMap>> compose)
    {
        try
        {
            return await compose();
        }
        catch (InvalidDataException exception)
        {
            throw new FactoryException(
                FactoryError.SourceInvalid, $"The release {Plan.Profile.Version.Tag} cannot be made bootable: {exception.Message}", exception);
        }
    }

    /// <summary>What firmware starts, signed where that is asked for.</summary>
    private sealed record BootFiles(ExtentMap Loader, ExtentMap Uki, EnrolmentFiles? Enrolment);
}
