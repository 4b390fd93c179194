using System.Text;
using ImageFactory.Assets.Artifacts;
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
    private readonly PlanOptions _options;

    /// <summary>A planner over a source's releases.</summary>
    public Planner(ReleaseSource releases, BlobStore blobs, PlanOptions options)
    {
        _releases = releases;
        _blobs = blobs;
        _options = options;
    }

    /// <summary>The plan of an asset.</summary>
    /// <exception cref="FactoryException">The schematic asks for what the version or this factory cannot do.</exception>
    public async Task<BuildPlan> PlanAsync(Profile profile, Schematic schematic, CancellationToken cancellationToken)
    {
        PlanRules.Check(profile, schematic);
        var plan = new BuildPlan { Profile = profile };
        return profile.Asset.Kind switch
        {
            OutputKind.Kernel => plan with { Artifacts = await TakeAsync(profile, cancellationToken, ArtifactRole.Kernel) },
            OutputKind.Cmdline => plan with { CommandLine = CommandLine(profile, schematic) },
            OutputKind.Initramfs => plan with
            {
                Artifacts = await TakeAsync(profile, cancellationToken, ArtifactRole.Initramfs),
                Extensions = await PlanExtensionsAsync(profile, schematic, cancellationToken),
            },
            OutputKind.Uki => plan with
            {
                Artifacts = await TakeAsync(profile, cancellationToken, ArtifactRole.Kernel, ArtifactRole.Initramfs, ArtifactRole.Stub),
                CommandLine = CommandLine(profile, schematic),
                Extensions = await PlanExtensionsAsync(profile, schematic, cancellationToken),
                Uki = await PlanUkiAsync(profile, CommandLine(profile, schematic), cancellationToken),
            },
            OutputKind.Iso => plan with
            {
                Artifacts = await TakeAsync(profile, cancellationToken, Enum.GetValues<ArtifactRole>()),
                CommandLine = CommandLine(profile, schematic),
                Extensions = await PlanExtensionsAsync(profile, schematic, cancellationToken),
                Uki = await PlanUkiAsync(profile, CommandLine(profile, schematic), cancellationToken),
            },
            _ => throw PlanRules.NotYet(profile.Asset),
        };
    }

    private static string CommandLine(Profile profile, Schematic schematic) => KernelArguments.Compose(
        profile.Version,
        profile.Asset,
        new KernelArgumentsOptions
        {
            Extra = schematic.Customization.ExtraKernelArguments,
            Meta = schematic.Customization.Meta,
        }).ToString();

    private async Task<PlannedArtifacts> TakeAsync(Profile profile, CancellationToken cancellationToken, params ArtifactRole[] roles) =>
        new(await _releases.GetImagerAsync(profile.Version, cancellationToken), roles);

    private async Task<PlannedExtensions> PlanExtensionsAsync(
        Profile profile, Schematic schematic, CancellationToken cancellationToken)
    {
        var names = schematic.Customization.OfficialExtensions;
        var catalogue = names.Count == 0 ? [] : await _releases.ListExtensionsAsync(profile.Version, cancellationToken);
        var rules = VersionRules.Of(profile.Version);
        var document = rules.HasOverlays ? Encoding.UTF8.GetString(SchematicWriter.Write(schematic)) : null;
        return new PlannedExtensions(
            ExtensionResolver.Resolve(names, catalogue, profile.Version),
            new PlannedSchematic(profile.SchematicId.ToString(), _options.ExternalUrl, document),
            rules.UsesZstd
                ? new SegmentOptions(SegmentOptions.Zstd, _options.ZstdLevel, CodecLibraries.Zstd)
                : new SegmentOptions(SegmentOptions.Xz, _options.XzPreset, CodecLibraries.Lzma));
    }

    private async Task<PlannedUki> PlanUkiAsync(Profile profile, string commandLine, CancellationToken cancellationToken)
    {
        Artifact? splash = null;
        if (_options.Splash is { } bitmap)
        {
            var digest = Digest.OfBytes(bitmap.Span);
            if (!await _blobs.ContainsAsync(digest, cancellationToken))
            {
                await StorageErrors.ExplainAsync(() => _blobs.PutBytesAsync(bitmap, cancellationToken));
            }

            splash = new Artifact("splash", digest, bitmap.Length);
        }

        return new PlannedUki(profile.Version.Tag, BootProfiles(profile, commandLine), splash);
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
