using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Build;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Overlays;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Schematics;
using ImageFactory.Assets.Store;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Evidence;

/// <summary>
/// Bills of materials of what a schematic boots: merged from the SPDX documents in the release's root file system and in extensions, and
/// from manifests and digests where there are none. Every version has one.
/// </summary>
public sealed class SbomSource
{
    private readonly SchematicStore _schematics;
    private readonly ReleaseSource _releases;
    private readonly Planner _planner;
    private readonly OverlayResolver _overlays;
    private readonly SbomParts _parts;
    private readonly StoredMaps _maps;
    private readonly BlobStore _blobs;

    /// <summary>Bills of what these know.</summary>
    public SbomSource(
        SchematicStore schematics,
        ReleaseSource releases,
        Planner planner,
        OverlayResolver overlays,
        SbomParts parts,
        StoredMaps maps,
        BlobStore blobs)
    {
        _schematics = schematics;
        _releases = releases;
        _planner = planner;
        _overlays = overlays;
        _parts = parts;
        _maps = maps;
        _blobs = blobs;
    }

    /// <summary>Finds out what a client asks for; makes nothing.</summary>
    /// <param name="schematicId">The schematic's ID.</param>
    /// <param name="version">The Talos version, with or without <c>v</c>.</param>
    /// <param name="architecture"><c>amd64</c> or <c>arm64</c>.</param>
    /// <param name="format">The form.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="FactoryException">There is no such schematic or version, the architecture is none, or they do not go together.</exception>
    public async Task<SbomOrder> PlanAsync(
        string schematicId, string version, string architecture, SbomFormat format, CancellationToken cancellationToken)
    {
        var schematic = await _schematics.GetAsync(schematicId, cancellationToken);
        var known = await _releases.FindVersionAsync(version, cancellationToken);
        if (!Architectures.TryParse(architecture, out var parsed) || !string.Equals(parsed.Name(), architecture, StringComparison.Ordinal))
        {
            throw new FactoryException(FactoryError.InvalidCombination, $"invalid architecture: \"{architecture}\"; there is amd64 and arm64");
        }

        var profile = new Profile(schematic.Id, known, AssetName.Initramfs(parsed));
        var installer = profile with { Asset = AssetName.Installer(Platforms.Metal, parsed, secureBoot: false) };
        return new SbomOrder(
            await _planner.PlanAsync(profile, schematic.Schematic, cancellationToken),
            parsed is Architecture.Arm64 ? await _overlays.ResolveAsync(installer, schematic.Schematic, cancellationToken) : null,
            format);
    }

    /// <summary>The document, when it was made before and nothing of it was lost; else null.</summary>
    public async Task<ExtentMap?> FindAsync(SbomOrder order, CancellationToken cancellationToken) =>
        (await _maps.FindAsync(order.Hash, cancellationToken))?.Map;

    /// <summary>The document; made if it was not before.</summary>
    /// <exception cref="FactoryException">A source cannot answer, or offers something damaged.</exception>
    public async Task<ExtentMap> GetAsync(SbomOrder order, IProgress<BuildProgress> progress, CancellationToken cancellationToken) =>
        (await _maps.GetOrMakeAsync(order.Hash, cancellation => MakeAsync(order, progress, cancellation), cancellationToken)).Map;

    private async Task<NotedMap> MakeAsync(SbomOrder order, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        var (initramfs, release) = await _parts.OfReleaseAsync(order.Plan, progress, cancellationToken);
        var extensions = await _parts.OfExtensionsAsync(order.Plan, initramfs, progress, cancellationToken);
        var sbom = await SourceErrors.ExplainAsync(() => Task.FromResult(Sbom.Create(order, release, extensions, _parts.Limits)));
        await using var blob = await _blobs.CreateAsync(cancellationToken);
        await (order.Format == SbomFormat.Spdx
            ? SpdxWriter.WriteAsync(sbom, blob, cancellationToken)
            : CycloneDxWriter.WriteAsync(sbom, blob, cancellationToken));
        return NotedMap.Of((await blob.CompleteAsync(cancellationToken)).ToMap());
    }
}
