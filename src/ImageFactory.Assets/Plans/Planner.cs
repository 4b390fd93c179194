using System.Security.Cryptography;
using System.Text;
using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Caches;
using ImageFactory.Assets.Overlays;
using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Schematics;
using ImageFactory.Assets.Store;
using ImageFactory.Assets.Versions;
using ImageFactory.Boot.Uki;
using ImageFactory.Formats.Compression;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Plans;

/// <summary>Decides what goes into an asset, and from where.</summary>
public sealed class Planner
{
    private readonly ReleaseSource _releases;
    private readonly BlobStore _blobs;
    private readonly IKeySource _keys;
    private readonly OverlayResolver _overlays;
    private readonly PlanOptions _options;

    /// <summary>A planner over a source's releases.</summary>
    public Planner(ReleaseSource releases, BlobStore blobs, IKeySource keys, OverlayResolver overlays, PlanOptions options)
    {
        _overlays = overlays;
        _keys = keys;
        _releases = releases;
        _blobs = blobs;
        _options = options;
    }

    /// <summary>The plan of an asset.</summary>
    /// <exception cref="FactoryException">The schematic asks for what the version or this factory cannot do.</exception>
    public Task<BuildPlan> PlanAsync(Profile profile, Schematic schematic, CancellationToken cancellationToken) =>
        PlanAsync(profile, schematic, imageCache: null, cancellationToken);

    /// <summary>The plan of an asset with container images on it.</summary>
    /// <exception cref="FactoryException">The schematic, or the cache, asks for what version, output or factory cannot do.</exception>
    public async Task<BuildPlan> PlanAsync(Profile profile, Schematic schematic, ImageCache? imageCache, CancellationToken cancellationToken)
    {
        PlanRules.Check(profile, schematic, imageCache);
        var plan = new BuildPlan
        {
            Profile = profile,
            ImageCache = imageCache,
            Overlay = await _overlays.ResolveAsync(profile, schematic, cancellationToken),
        };
        return OverlayRules.Keep(await PlanAsync(plan, schematic, cancellationToken));
    }

    private async Task<BuildPlan> PlanAsync(BuildPlan plan, Schematic schematic, CancellationToken cancellationToken)
    {
        var profile = plan.Profile;
        return profile.Asset.Kind switch
        {
            OutputKind.Kernel => await PlanArtifactsAsync(plan, cancellationToken, ArtifactRole.Kernel),
            OutputKind.Cmdline => plan with { CommandLine = CommandLine(plan, schematic) },
            OutputKind.Initramfs => await PlanExtensionsAsync(
                await PlanArtifactsAsync(plan, cancellationToken, ArtifactRole.Initramfs), schematic, cancellationToken),
            OutputKind.Uki => await PlanUkiAsync(
                await PlanArtifactsAsync(plan, cancellationToken, ArtifactRole.Kernel, ArtifactRole.Initramfs, ArtifactRole.Stub),
                schematic,
                cancellationToken),
            OutputKind.Iso => await PlanBootAsync(plan, IsoRules.BootloaderOf(profile, schematic), schematic, cancellationToken),
            OutputKind.Image => PlanDisk(
                await PlanBootAsync(plan, DiskRules.BootloaderOf(profile, schematic), schematic, cancellationToken), schematic),
            OutputKind.Installer => await PlanInstallerAsync(plan, schematic, cancellationToken),
            var other => throw new InvalidOperationException($"There is no plan for {other}."),
        };
    }

    private static string CommandLine(BuildPlan plan, Schematic schematic) => KernelArguments.Compose(
        plan.Profile.Version,
        plan.Profile.Asset,
        new KernelArgumentsOptions
        {
            Overlay = plan.Overlay?.Board.KernelArguments ?? [],
            Extra = schematic.Customization.ExtraKernelArguments,
            Meta = schematic.Customization.Meta,
        }).ToString();

    private async Task<BuildPlan> PlanArtifactsAsync(BuildPlan plan, CancellationToken cancellationToken, params ArtifactRole[] roles) =>
        plan with { Artifacts = new PlannedArtifacts(await _releases.GetImagerAsync(plan.Profile.Version, cancellationToken), roles) };

    private async Task<BuildPlan> PlanInstallerAsync(BuildPlan plan, Schematic schematic, CancellationToken cancellationToken)
    {
        var profile = plan.Profile;
        var installer = new PlannedInstaller(
            await _releases.GetInstallerAsync(profile.Version, profile.Asset.Architecture, cancellationToken),
            InstallerRules.NameOf(profile, _options.ExternalUrl));
        var withInstaller = plan with { Installer = installer };
        return InstallerRules.HasUki(profile)
            ? await PlanUkiAsync(
                await PlanArtifactsAsync(
                    withInstaller, cancellationToken, ArtifactRole.Kernel, ArtifactRole.Initramfs, ArtifactRole.Stub, ArtifactRole.BootLoader),
                schematic,
                cancellationToken)
            : await PlanExtensionsAsync(
                await PlanArtifactsAsync(withInstaller, cancellationToken, ArtifactRole.Kernel, ArtifactRole.Initramfs), schematic, cancellationToken);
    }

    private async Task<BuildPlan> PlanBootAsync(
        BuildPlan plan, BootloaderKind bootloader, Schematic schematic, CancellationToken cancellationToken)
    {
        var (hasSystemdBoot, hasGrub) = Bootloaders.Parts(bootloader);
        var hasBios = plan.Profile.Asset.Architecture is Architecture.Amd64;
        plan = await PlanArtifactsAsync(
            plan,
            cancellationToken,
            [
                ArtifactRole.Kernel,
                ArtifactRole.Initramfs,
                .. hasSystemdBoot ? [ArtifactRole.Stub, ArtifactRole.BootLoader] : (ReadOnlySpan<ArtifactRole>)[ArtifactRole.GrubEfi],
                .. hasGrub && hasBios ? [ArtifactRole.GrubBios] : (ReadOnlySpan<ArtifactRole>)[],
            ]);
        plan = hasSystemdBoot
            ? PlanEnrolment(await PlanUkiAsync(plan, schematic, cancellationToken), schematic)
            : await PlanExtensionsAsync(plan with { CommandLine = CommandLine(plan, schematic) }, schematic, cancellationToken);
        return hasGrub
            ? plan with { Grub = new PlannedGrub(VersionRules.Of(plan.Profile.Version).ResetEntry, CodecLibraries.Lzma) }
            : plan;
    }

    private async Task<BuildPlan> PlanExtensionsAsync(BuildPlan plan, Schematic schematic, CancellationToken cancellationToken)
    {
        var version = plan.Profile.Version;
        var names = schematic.Customization.OfficialExtensions;
        var rules = VersionRules.Of(version);
        var configuration = schematic.Customization.EmbeddedMachineConfiguration;
        var document = rules.HasOverlays ? Encoding.UTF8.GetString(SchematicWriter.Write(schematic)) : null;
        return plan with
        {
            Extensions = new PlannedExtensions(
                await new ExtensionResolver(_releases).ResolveAsync(names, version, cancellationToken),
                new PlannedSchematic(plan.Profile.SchematicId.ToString(), _options.ExternalUrl, document),
                rules.UsesZstd
                    ? new SegmentOptions(SegmentOptions.Zstd, _options.ZstdLevel, CodecLibraries.Zstd)
                    : new SegmentOptions(SegmentOptions.Xz, _options.XzPreset, CodecLibraries.Lzma))
            {
                Configuration = configuration.Length == 0 ? null : new PlannedConfiguration(configuration),
            },
        };
    }

    private async Task<BuildPlan> PlanUkiAsync(BuildPlan plan, Schematic schematic, CancellationToken cancellationToken)
    {
        var commandLine = CommandLine(plan, schematic);
        var withInitramfs = await PlanExtensionsAsync(plan, schematic, cancellationToken);
        return withInitramfs with
        {
            CommandLine = commandLine,
            Uki = new PlannedUki(plan.Profile.Version.Tag, BootProfiles(plan.Profile, commandLine), await KeepSplashAsync(cancellationToken)),
            SecureBoot = plan.Profile.Asset.SecureBoot ? await PlanSecureBootAsync(cancellationToken) : null,
        };
    }

    private async Task<Artifact?> KeepSplashAsync(CancellationToken cancellationToken)
    {
        if (_options.Splash is not { } bitmap)
        {
            return null;
        }

        var digest = Digest.OfBytes(bitmap.Span);
        if (!await _blobs.ContainsAsync(digest, cancellationToken))
        {
            await StorageErrors.ExplainAsync(() => _blobs.PutBytesAsync(bitmap, cancellationToken));
        }

        return new Artifact("splash", digest, bitmap.Length);
    }

    private async Task<PlannedSecureBoot> PlanSecureBootAsync(CancellationToken cancellationToken)
    {
        var keys = await _keys.GetAsync(cancellationToken);
        return new PlannedSecureBoot(
            Convert.ToHexStringLower(SHA256.HashData(keys.Certificate.Der.Span)),
            Convert.ToHexStringLower(SHA256.HashData(keys.Policy.PublicKey.SubjectPublicKeyInfo.Span)));
    }

    private static BuildPlan PlanEnrolment(BuildPlan plan, Schematic schematic)
    {
        var wanted = schematic.Customization.SecureBoot;
        return plan.SecureBoot is null
            ? plan
            : plan with { Enrolment = new PlannedEnrolment(KeyEnrolments.Of(wanted), wanted.IncludeWellKnownCertificates) };
    }

    private static BuildPlan PlanDisk(BuildPlan plan, Schematic schematic)
    {
        var options = DiskPartitioning.Of(
            plan.Profile.Version,
            DiskRules.BootloaderOf(plan.Profile, schematic),
            plan.Profile.Asset.Platform.BaseDiskMiB,
            DiskRules.SectorSizeOf(schematic));

        // A disk that enrols nothing carries nothing to enrol.
        return plan with
        {
            Conversion = ConversionRules.Of(plan.Profile.Asset),
            Disk = new PlannedDisk(OverlayRules.Place(plan.Profile, plan.Overlay, DiskRules.Extend(options, plan.ImageCache)), DiskRules.MetaOf(plan.Profile, schematic)),
            Enrolment = plan.Enrolment is { When: KeyEnrolments.Off } ? null : plan.Enrolment,
        };
    }

    private static IReadOnlyList<UkiProfile> BootProfiles(Profile profile, string commandLine)
    {
        if (!VersionRules.Of(profile.Version).HasUkiProfiles)
        {
            return [];
        }

        return ResetProfile.For(profile.Asset.Kind, profile.Version) is { } reset
            ? [UkiProfile.Main, new UkiProfile(reset.Id, reset.Title, $"{commandLine} {reset.Argument}")]
            : [UkiProfile.Main];
    }
}
