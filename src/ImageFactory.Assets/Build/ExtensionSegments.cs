using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Store;
using ImageFactory.Assets.Versions;
using ImageFactory.Boot.Initramfs;
using ImageFactory.Formats.Kmod;
using ImageFactory.Formats.SquashFs;
using ImageFactory.Oci.Content;

namespace ImageFactory.Assets.Build;

/// <summary>
/// What each extension puts into an initramfs: made once for an image, an architecture and the way it is packed, and then referenced by
/// every asset. Only the index of kernel modules depends on the set of them.
/// </summary>
public sealed class ExtensionSegments
{
    private readonly ExtensionSources _sources;
    private readonly ExtensionSizes _sizes;
    private readonly StoredMaps _segments;
    private readonly BlobStore _blobs;
    private readonly Admission _admission;
    private readonly ModuleIndexes _indexes;

    /// <summary>Segments of extension images from their sources.</summary>
    public ExtensionSegments(ExtensionSources sources, ExtensionSizes sizes, StoredMaps segments, BlobStore blobs, Admission admission)
    {
        _sources = sources;
        _sizes = sizes;
        _segments = segments;
        _blobs = blobs;
        _admission = admission;
        _indexes = new ModuleIndexes(segments, blobs, admission);
    }

    /// <summary>How large an extension may be.</summary>
    internal ExtensionLimits Limits { get; init; } = new();

    /// <summary>The extensions of a plan in its order: the official ones, the one that names the schematic, and the machine configuration.</summary>
    /// <param name="profile">What is made.</param>
    /// <param name="planned">The extensions.</param>
    /// <param name="initramfs">The release's own initramfs, whose kernel modules are indexed together with those of extensions.</param>
    /// <param name="progress">Who is told.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="FactoryException">An extension image is missing or damaged, or does not fit to the release.</exception>
    public async Task<PackedExtensions> GetAllAsync(
        Profile profile, PlannedExtensions planned, Artifact initramfs, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        var rules = new SegmentRules(profile.Asset.Architecture, VersionRules.Of(profile.Version).UsrMerge, planned.Segments);
        var official = new List<(PlannedExtension Planned, ExtensionSegment Segment)>();
        foreach (var extension in planned.Official)
        {
            official.Add((extension, await GetOrPackAsync(
                rules.HashOf(extension), isConfidential: false, cancellation => PackAsync(extension, rules, progress, cancellation), cancellationToken)));
        }

        ExtensionCompatibility.Check(official.Select(extension => (extension.Planned.Name, extension.Segment.Metadata)), profile.Version);

        var own = await GetVirtualAsync(planned, rules, cancellationToken);
        var withModules = ExtensionLayer.InStackingOrder(official).Where(extension => extension.Segment.Modules is not null).ToArray();
        return new PackedExtensions(
            [.. official.Select(extension => extension.Segment), .. own],
            withModules.Length > 0 ? await _indexes.GetAsync(rules, initramfs, withModules, cancellationToken) : null);
    }

    /// <summary>
    /// About how many bytes the extensions add to an initramfs: their own where they were packed before, else those of their image's layers;
    /// null when the source does not tell.
    /// </summary>
    public async Task<long?> FindLengthAsync(Profile profile, PlannedExtensions planned, CancellationToken cancellationToken)
    {
        var rules = new SegmentRules(profile.Asset.Architecture, VersionRules.Of(profile.Version).UsrMerge, planned.Segments);
        long length = 0;
        foreach (var extension in planned.Official)
        {
            if (await _segments.FindAsync(rules.HashOf(extension), cancellationToken) is { } kept)
            {
                length += kept.Map.Length;
                continue;
            }

            if (await _sizes.FindAsync(extension, rules.Architecture, cancellationToken) is not { } size)
            {
                return null;
            }

            length += size;
        }

        return length;
    }

    // The manifest is in the note beside the map: the plan does not know it before the extension was packed.
    private async Task<ExtensionSegment> GetOrPackAsync(
        string hash, bool isConfidential, Func<CancellationToken, Task<ExtensionSegment>> pack, CancellationToken cancellationToken) =>
        SegmentDocument.Read(await _segments.GetOrMakeAsync(
            hash,
            async cancellation => SegmentDocument.Write(await pack(cancellation)) with { IsConfidential = isConfidential },
            cancellationToken));

    private async Task<ExtensionSegment> PackAsync(
        PlannedExtension extension, SegmentRules rules, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        return await SourceErrors.ExplainAsync(async () =>
        {
            var images = _sources.Of(extension.Registry);
            var image = await ExtensionImages.GetAsync(images, extension, rules.Architecture, cancellationToken);
            if (image.Manifest.Layers.Count > Limits.MaxLayers)
            {
                throw new InvalidDataException($"The image of the extension {extension.Name} has more than {Limits.MaxLayers} layers.");
            }

            using var place = await _admission.EnterAsync(rules.Memory, cancellationToken);
            await using var blob = await _blobs.CreateAsync(cancellationToken);
            await using var squashfs = await SquashFsWriter.CreateAsync(rules.SquashFs(), blob, cancellationToken);
            await using var firmware = new LooseFiles(_blobs);
            var root = new ExtensionRoot(extension.Name, rules, squashfs, firmware, Limits);
            var source = Fetches.Of(images, image, BuildStage.Extensions, extension.Name, progress);
            await foreach (var file in ImageFiles.ReadAsync(source, image, cancellationToken))
            {
                await root.AddAsync(file, cancellationToken);
            }

            var (metadata, tree, modules) = root.Finish();
            var packed = await squashfs.FinishAsync(tree, _blobs, cancellationToken);
            var stored = await blob.CompleteAsync(cancellationToken);
            return new ExtensionSegment(metadata, packed.Map(stored.Digest))
            {
                Files = await firmware.FinishAsync(cancellationToken),
                Modules = modules.Count == 0
                    ? null
                    : (await _blobs.PutBytesAsync(KernelModulesDocument.Write(modules), cancellationToken)).ToMap(),
            };
        });
    }

    // The schematic's own document has the configuration as well.
    private async Task<IReadOnlyList<ExtensionSegment>> GetVirtualAsync(
        PlannedExtensions planned, SegmentRules rules, CancellationToken cancellationToken)
    {
        var (id, url, document) = planned.Schematic;
        var isConfidential = planned.Configuration is not null;
        var schematic = await GetAsync(rules.HashOf(planned.Schematic), () => SchematicExtension.Create(id, url, document));
        return planned.Configuration is { } configuration
            ? [schematic, await GetAsync(rules.HashOf(configuration), () => EmbeddedConfigExtension.Create(configuration.Text))]
            : [schematic];

        Task<ExtensionSegment> GetAsync(string hash, Func<VirtualExtension> create) => GetOrPackAsync(
            hash, isConfidential, cancellation => VirtualExtensions.PackAsync(create(), rules, isConfidential, _blobs, cancellation), cancellationToken);
    }
}
