using System.Text;
using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Store;
using ImageFactory.Assets.Versions;
using ImageFactory.Boot.Disks;
using ImageFactory.Boot.Efi;
using ImageFactory.Boot.Grub;
using ImageFactory.Boot.Initramfs;
using ImageFactory.Boot.Iso;
using ImageFactory.Boot.SecureBoot;
using ImageFactory.Boot.Uki;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Fat;
using ImageFactory.Formats.Pe;

namespace ImageFactory.Assets.Build;

/// <summary>One plan being composed: each output is put together from those before it.</summary>
internal sealed class Composition(
    SharedSegments segments, DiskConversion conversion, Signer signer, InstallerComposer installers, BlobStore blobs)
{
    /// <summary>What is composed.</summary>
    public required BuildPlan Plan { get; init; }

    /// <summary>What was taken from the release.</summary>
    public required IReadOnlyDictionary<ArtifactRole, Artifact> Artifacts { get; init; }

    /// <summary>What a board needs on a disk; null without an overlay.</summary>
    public required OverlayContents? Overlay { get; init; }

    /// <summary>What a board needs in an installer; null without an overlay.</summary>
    public required ExtentMap? OverlayLayer { get; init; }

    /// <summary>Who is told.</summary>
    public required IProgress<BuildProgress> Progress { get; init; }

    private string LoaderName => Plan.Profile.Asset.Architecture == Architecture.Amd64 ? "BOOTX64" : "BOOTAA64";

    private string DiskLoaderPath => $"EFI/boot/{LoaderName}.efi";

    /// <summary>The content of the plan's asset.</summary>
    public Task<ExtentMap> ComposeAsync(CancellationToken cancellationToken) => Plan.Profile.Asset.Kind switch
    {
        OutputKind.Kernel => Task.FromResult(Map(ArtifactRole.Kernel)),
        OutputKind.Cmdline => Task.FromResult(ExtentMap.OfBytes(Encoding.UTF8.GetBytes(Plan.CommandLine!))),
        OutputKind.Initramfs => ComposeInitramfsAsync(cancellationToken),
        OutputKind.Uki => ComposeUkiAsync(cancellationToken),
        OutputKind.Iso when Plan.Uki is null => ComposeGrubIsoAsync(cancellationToken),
        OutputKind.Iso => ComposeUefiIsoAsync(cancellationToken),
        OutputKind.Image => ComposeImageAsync(cancellationToken),
        OutputKind.Installer => ComposeInstallerAsync(cancellationToken),
        var other => throw new InvalidOperationException($"No plan is made for {other}."),
    };

    /// <summary>What the plan's unified kernel image is made of; without what a signature adds.</summary>
    public async Task<UkiOptions> DescribeUkiAsync(CancellationToken cancellationToken) =>
        await DescribeUkiAsync(await ComposeInitramfsAsync(cancellationToken), cancellationToken);

    private async Task<ExtentMap> ComposeInitramfsAsync(CancellationToken cancellationToken)
    {
        var packed = await segments.Extensions.GetAllAsync(
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

    private async Task<ExtentMap> ComposeUkiAsync(CancellationToken cancellationToken) =>
        await ComposeUkiAsync(await ComposeInitramfsAsync(cancellationToken), cancellationToken);

    private async Task<ExtentMap> ComposeUkiAsync(ExtentMap initramfs, CancellationToken cancellationToken)
    {
        var options = await DescribeUkiAsync(initramfs, cancellationToken);
        if (Plan.SecureBoot is null)
        {
            return await ExplainAsync(() => Task.FromResult(UkiImage.Map(UkiLayout.Create(options))));
        }

        Report(BuildStage.Sign);
        return await ExplainAsync(() => signer.SignUkiAsync(options, cancellationToken));
    }

    private Task<UkiOptions> DescribeUkiAsync(ExtentMap initramfs, CancellationToken cancellationToken)
    {
        Report(BuildStage.Uki);
        return ExplainAsync(async () =>
        {
            var kernel = Map(ArtifactRole.Kernel);
            return new UkiOptions
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
        });
    }

    private async Task<ExtentMap> ComposeGrubIsoAsync(CancellationToken cancellationToken)
    {
        var initramfs = await ComposeInitramfsAsync(cancellationToken);
        Report(BuildStage.Compose);
        return await ExplainAsync(async () => GrubIso.Map(new GrubIsoOptions
        {
            Bios = await FindIsoCodeAsync(cancellationToken),
            BootFileName = $"{LoaderName}.EFI",
            BootLoader = await segments.Grub.GetIsoLoaderAsync(Artifacts[ArtifactRole.GrubEfi], cancellationToken),
            Kernel = Map(ArtifactRole.Kernel),
            Initramfs = initramfs,
            Config = IsoMenu(Plan.Grub!),
            HasCopies = CompositionRules.IsoHasCopies,
            ImageCache = Plan.ImageCache?.Tree(),
            LabelVersion = VersionRules.Of(Plan.Profile.Version).IsoLabel ? Plan.Profile.Version.Tag : null,
            Time = CompositionRules.Timestamp,
        }));
    }

    private async Task<ExtentMap> ComposeUefiIsoAsync(CancellationToken cancellationToken)
    {
        var boot = await ComposeBootAsync(await ComposeInitramfsAsync(cancellationToken), cancellationToken);
        return UefiIso.Map(new UefiIsoOptions
        {
            BootFileName = $"{LoaderName}.EFI",
            BootLoader = boot.Loader,
            Uki = boot.Uki,
            Version = Plan.Profile.Version.Tag,
            SecureBootEnrolment = Plan.Enrolment?.When ?? "off",
            EnrolmentFiles = boot.Enrolment,
            HasCopies = CompositionRules.IsoHasCopies,
            ImageCache = Plan.ImageCache?.Tree(),
            Hybrid = Plan.Grub is { } planned ? await ComposeHybridAsync(planned, boot.Uki, cancellationToken) : null,
            Time = CompositionRules.Timestamp,
        });
    }

    private async Task<HybridBoot> ComposeHybridAsync(PlannedGrub planned, ExtentMap uki, CancellationToken cancellationToken) => new()
    {
        Bios = await FindIsoCodeAsync(cancellationToken),
        Config = IsoMenu(planned),
        UkiSections = (await PeReader.ReadAsync(uki, blobs, cancellationToken)).Sections,
    };

    private byte[] IsoMenu(PlannedGrub planned) => GrubConfig.OfIso(Plan.CommandLine!, planned.HasReset);

    private async Task<GrubIsoCode?> FindIsoCodeAsync(CancellationToken cancellationToken) =>
        Artifacts.TryGetValue(ArtifactRole.GrubBios, out var files)
            ? await ExplainAsync(() => segments.Grub.GetIsoCodeAsync(files, Plan.Grub!.Compressor, cancellationToken))
            : null;

    private async Task<ExtentMap> ComposeImageAsync(CancellationToken cancellationToken) =>
        await conversion.ConvertAsync(Plan, await ComposeDiskAsync(cancellationToken), Progress, cancellationToken);

    private async Task<ExtentMap> ComposeDiskAsync(CancellationToken cancellationToken)
    {
        var layout = DiskLayout.Create(Plan.Disk!.Options);
        var initramfs = await ComposeInitramfsAsync(cancellationToken);
        var files = Plan.Uki is null
            ? await ComposeGrubFilesAsync(cancellationToken)
            : await ComposeSystemdFilesAsync(initramfs, layout.Efi.Length, cancellationToken);
        return DiskImage.Map(layout, new DiskContents
        {
            Efi = new FatTree(Overlay?.AddTo(files, layout.Efi.Length - CompositionRules.FileSystemReserve) ?? files),
            Firmware = Overlay?.Firmware ?? [],
            Grub = Plan.Grub is { } planned ? await ComposeGrubAsync(planned, layout, initramfs, cancellationToken) : null,
            ImageCache = Plan.ImageCache?.Tree(),
            Meta = Plan.Disk.Meta,
        });
    }

    private async Task<IEnumerable<FatEntry>> ComposeSystemdFilesAsync(ExtentMap initramfs, long room, CancellationToken cancellationToken)
    {
        var boot = await ComposeBootAsync(initramfs, cancellationToken);
        CheckRoom(
            "boot loader and kernel image", boot.Loader.Length + boot.Uki.Length, "EFI system", room - CompositionRules.FileSystemReserve);
        var files = SystemdBoot.Files(new SystemdBootOptions
        {
            LoaderPath = DiskLoaderPath,
            Loader = boot.Loader,
            Uki = boot.Uki,
            Version = Plan.Profile.Version.Tag,
            SecureBootEnrolment = Plan.Enrolment?.When,
            Time = CompositionRules.Timestamp,
        });
        return [.. files, .. boot.Enrolment is { } keys ? EnrolledKeys.Files(keys, CompositionRules.Timestamp) : []];
    }

    private async Task<IEnumerable<FatEntry>> ComposeGrubFilesAsync(CancellationToken cancellationToken)
    {
        var loader = await ExplainAsync(() => segments.Grub.GetDiskLoaderAsync(Artifacts[ArtifactRole.GrubEfi], cancellationToken));
        return GrubDisk.EfiFiles(DiskLoaderPath, loader, CompositionRules.Timestamp);
    }

    private async Task<GrubContents> ComposeGrubAsync(
        PlannedGrub planned, DiskLayout layout, ExtentMap initramfs, CancellationToken cancellationToken)
    {
        var kernel = Map(ArtifactRole.Kernel);
        CheckRoom("kernel and initramfs", kernel.Length + initramfs.Length, "BOOT", layout.Boot!.Length - CompositionRules.BootReserve);
        var code = Artifacts.TryGetValue(ArtifactRole.GrubBios, out var files)
            ? await ExplainAsync(() => segments.Grub.GetDiskCodeAsync(files, planned.Compressor, cancellationToken))
            : null;
        return GrubDisk.Contents(layout, new GrubDiskOptions
        {
            Bios = code,
            Kernel = kernel,
            Initramfs = initramfs,
            Config = GrubConfig.OfDisk(Plan.Profile.Version.Tag, Plan.CommandLine!, planned.HasReset),
            Time = CompositionRules.Timestamp,
        });
    }

    private async Task<ExtentMap> ComposeInstallerAsync(CancellationToken cancellationToken)
    {
        var initramfs = await ComposeInitramfsAsync(cancellationToken);
        var files = new Dictionary<string, ExtentMap>(StringComparer.Ordinal);
        if (Plan.Uki is null)
        {
            files["vmlinuz"] = Map(ArtifactRole.Kernel);
            files["initramfs.xz"] = initramfs;
        }
        else
        {
            // Older installers look for the signed image under a name of its own.
            var boot = await ComposeBootAsync(initramfs, cancellationToken);
            files["systemd-boot.efi"] = boot.Loader;
            files[VersionRules.Of(Plan.Profile.Version).UnifiedInstaller ? "vmlinuz.efi" : "vmlinuz.efi.signed"] = boot.Uki;
        }

        Report(BuildStage.Compose);
        return await ExplainAsync(() => installers.ComposeAsync(
            Plan.Installer!, Plan.Profile.Asset.Architecture, files, OverlayLayer, cancellationToken));
    }

    private async Task<BootFiles> ComposeBootAsync(ExtentMap initramfs, CancellationToken cancellationToken)
    {
        var uki = await ComposeUkiAsync(initramfs, cancellationToken);
        Report(BuildStage.Compose);
        var loader = Map(ArtifactRole.BootLoader);
        return new BootFiles(
            Plan.SecureBoot is null ? loader : await ExplainAsync(() => signer.SignAsync(loader, cancellationToken)),
            uki,
            Plan.Enrolment is { } enrolment ? await signer.EnrolAsync(enrolment.HasWellKnownCertificates, cancellationToken) : null);
    }

    private static void CheckRoom(string what, long needed, string partition, long room)
    {
        if (needed > room)
        {
            throw new FactoryException(
                FactoryError.InvalidCombination,
                $"With these extensions {what} take {needed >> 20} MiB; the disk's {partition} partition has room for {room >> 20} MiB. "
                + "Take fewer extensions, or Talos v1.11.0 or newer, whose disks have twice as much.");
        }
    }

    private ExtentMap Map(ArtifactRole role) => Artifacts[role].Map();

    private void Report(BuildStage stage) => Progress.Report(new BuildProgress(stage, Plan.Profile.Asset.ToString(), 0, 0));

    private async Task<T> ExplainAsync<T>(Func<Task<T>> compose)
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
