using System.Security.Cryptography;
using System.Text;
using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Store;
using ImageFactory.Assets.Versions;
using ImageFactory.Boot.Initramfs;
using ImageFactory.Formats.SquashFs;
using ImageFactory.Oci;
using ImageFactory.Oci.Content;

namespace ImageFactory.Assets.Build;

/// <summary>
/// The squashfs image of each extension: made once for an image, an architecture and the way it is packed, and then referenced by
/// every asset.
/// </summary>
public sealed class ExtensionSegments
{
    private readonly IContentSource _source;
    private readonly StoredMaps _segments;
    private readonly BlobStore _blobs;
    private readonly Admission _admission;

    /// <summary>Segments of a source's extension images.</summary>
    public ExtensionSegments(IContentSource source, StoredMaps segments, BlobStore blobs, Admission admission)
    {
        _source = source;
        _segments = segments;
        _blobs = blobs;
        _admission = admission;
    }

    /// <summary>The extensions of a plan in stacking order: the official ones, then the one that names the schematic.</summary>
    /// <exception cref="FactoryException">An extension image is missing, damaged, or of a kind that cannot be packed yet.</exception>
    public async Task<IReadOnlyList<ExtensionSegment>> GetAllAsync(
        Profile profile, PlannedExtensions planned, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        var packing = new Packing(profile.Asset.Architecture, VersionRules.Of(profile.Version).UsrMerge, planned.Segments);
        var segments = new List<ExtensionSegment>();
        foreach (var extension in planned.Official)
        {
            segments.Add(await GetOrPackAsync(
                packing.HashOf(extension), cancellation => PackAsync(extension, packing, progress, cancellation), cancellationToken));
        }

        segments.Add(await GetOrPackAsync(
            packing.HashOf(planned.Schematic), cancellation => PackAsync(planned.Schematic, packing, cancellation), cancellationToken));
        return segments;
    }

    // The manifest is the note beside the image: the plan does not know it before the extension was packed.
    private async Task<ExtensionSegment> GetOrPackAsync(
        string hash, Func<CancellationToken, Task<ExtensionSegment>> pack, CancellationToken cancellationToken)
    {
        var kept = await _segments.GetOrMakeAsync(hash, PackWithNoteAsync, cancellationToken);
        return new ExtensionSegment(ExtensionManifest.Parse(kept.Note.Span), kept.Map);

        async Task<NotedMap> PackWithNoteAsync(CancellationToken cancellation)
        {
            var segment = await pack(cancellation);
            return new NotedMap(ExtensionManifest.Write(segment.Metadata), segment.Image);
        }
    }

    private async Task<ExtensionSegment> PackAsync(
        PlannedExtension extension, Packing packing, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        var reference = Reference.ToDigest(RepositoryName.Parse(extension.Repository), extension.Digest);
        return await SourceErrors.ExplainAsync(async () =>
        {
            var image = await Images.FindAsync(_source, reference, packing.Architecture.Name(), cancellationToken)
                ?? throw new InvalidDataException($"There is no image {reference} for {packing.Architecture.Name()}.");
            using var place = await _admission.EnterAsync(packing.Memory, cancellationToken);
            await using var blob = await _blobs.CreateAsync(cancellationToken);
            await using var squashfs = await SquashFsWriter.CreateAsync(packing.SquashFs(), blob, cancellationToken);
            var root = new ExtensionRoot(extension.Name, packing.HasUsrMerge, squashfs);
            var source = Fetches.Of(_source, image, BuildStage.Extensions, extension.Name, progress);
            await foreach (var file in ImageFiles.ReadAsync(source, image, cancellationToken))
            {
                await root.AddAsync(file, cancellationToken);
            }

            var (metadata, tree) = root.Finish();
            var packed = await squashfs.FinishAsync(tree, _blobs, cancellationToken);
            var stored = await blob.CompleteAsync(cancellationToken);
            return new ExtensionSegment(metadata, packed.Map(stored.Digest));
        });
    }

    private async Task<ExtensionSegment> PackAsync(PlannedSchematic schematic, Packing packing, CancellationToken cancellationToken)
    {
        var extension = SchematicExtension.Create(schematic.Id, schematic.ExternalUrl, schematic.Document);
        await using var blob = await _blobs.CreateAsync(cancellationToken);
        await using var squashfs = await SquashFsWriter.CreateAsync(packing.SquashFs(), blob, cancellationToken);
        var packed = await squashfs.FinishAsync(extension.Root, _blobs, cancellationToken);
        var stored = await blob.CompleteAsync(cancellationToken);
        return new ExtensionSegment(extension.Metadata, packed.Map(stored.Digest));
    }

    /// <summary>How extensions are packed; with an extension's digest it determines the bytes of its segment.</summary>
    private sealed record Packing(Architecture Architecture, bool HasUsrMerge, SegmentOptions Options)
    {
        private const string Rules = "extension-segment/1";

        public string HashOf(PlannedExtension extension) => HashOf(extension.Digest.ToString(), Architecture.Name());

        public string HashOf(PlannedSchematic schematic) =>
            HashOf("schematic", schematic.Id, schematic.ExternalUrl, schematic.Document is null ? "short" : "long");

        // About what a thread's codec takes for blocks of 128 KiB, and the reading of the image beside it.
        public long Memory => (Threads * (IsZstd ? 8L : 48L) * 1024 * 1024) + (32 * 1024 * 1024);

        private static int Threads => Environment.ProcessorCount;

        private bool IsZstd => string.Equals(Options.Codec, SegmentOptions.Zstd, StringComparison.Ordinal);

        public SquashFsOptions SquashFs() => new()
        {
            Compressor = IsZstd ? SquashFsCompressor.Zstd : SquashFsCompressor.Xz,
            Level = Options.Level,
            ModificationTime = CompositionRules.Timestamp,
            Threads = Threads,
        };

        private string HashOf(params string[] parts)
        {
            var text = string.Join('\n', [Rules, .. parts, $"{HasUsrMerge}", $"{Options}"]);
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        }
    }
}
