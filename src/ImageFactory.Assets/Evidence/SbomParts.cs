using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Build;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Store;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.SquashFs;

namespace ImageFactory.Assets.Evidence;

/// <summary>What releases and extensions bring along about themselves: read once for each image, then kept.</summary>
public sealed class SbomParts
{
    // Of one document with its parsed form, and what is gathered.
    private const long Memory = 96L * 1024 * 1024;

    private readonly ReleaseFiles _files;
    private readonly ExtensionSegments _extensions;
    private readonly StoredMaps _maps;
    private readonly BlobStore _blobs;
    private readonly Admission _admission;

    /// <summary>Parts of what a factory has in its store.</summary>
    public SbomParts(ReleaseFiles files, ExtensionSegments extensions, StoredMaps maps, BlobStore blobs, Admission admission)
    {
        _files = files;
        _extensions = extensions;
        _maps = maps;
        _blobs = blobs;
        _admission = admission;
    }

    /// <summary>How much is read.</summary>
    internal SbomLimits Limits { get; init; } = new();

    /// <summary>What the release of an initramfs' plan says.</summary>
    /// <exception cref="FactoryException">The source cannot answer, or offers something damaged.</exception>
    internal async Task<(Artifact Initramfs, SbomPart Part)> OfReleaseAsync(
        BuildPlan plan, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        var artifacts = plan.Artifacts!; // an initramfs is made of one
        var files = await _files.GetAsync(artifacts.Image, plan.Profile.Asset.Architecture, artifacts.Roles, progress, cancellationToken);
        var initramfs = files[ArtifactRole.Initramfs];
        var part = await FindOrReadAsync(
            $"{initramfs.Digest}",
            "the release",
            cancellation => ReleaseRoot.ReadAsync(initramfs, _blobs, root => SpdxFiles.ReadAsync(root, Limits, cancellation), cancellation),
            cancellationToken);
        return (initramfs, part);
    }

    /// <summary>What the extensions of an initramfs' plan say, in the order of the plan.</summary>
    /// <exception cref="FactoryException">An extension is missing or damaged, or does not fit to the release.</exception>
    internal async Task<IReadOnlyList<SbomExtension>> OfExtensionsAsync(
        BuildPlan plan, Artifact initramfs, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        var planned = plan.Extensions!; // an initramfs has them, if only its own
        var packed = await _extensions.GetAllAsync(plan.Profile, planned, initramfs, progress, cancellationToken);
        var extensions = new List<SbomExtension>();
        foreach (var (extension, segment) in planned.Official.Zip(packed.Extensions))
        {
            var part = await FindOrReadAsync(
                $"{extension.Digest}/{plan.Profile.Asset.Architecture.Name()}",
                $"the extension {extension.Name}",
                async cancellation =>
                {
                    await using var files = await SquashFsReader.OpenAsync(segment.Image, _blobs, new SquashFsLimits(), cancellation);
                    return await SpdxFiles.ReadAsync(files, Limits, cancellation);
                },
                cancellationToken);
            extensions.Add(new SbomExtension(extension, segment.Metadata, part));
        }

        return extensions;
    }

    private async Task<SbomPart> FindOrReadAsync(
        string identity, string owner, Func<CancellationToken, Task<SbomPart>> read, CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"sbom-part/1\n{identity}\n")));
        var kept = await _maps.GetOrMakeAsync(hash, MakeAsync, cancellationToken);
        await using var stream = new ExtentStream(kept.Map, _blobs);
        return (await JsonSerializer.DeserializeAsync(stream, SbomDocuments.Default.SbomPart, cancellationToken))!; // never written as null

        async Task<NotedMap> MakeAsync(CancellationToken cancellation)
        {
            using var place = await _admission.EnterAsync(Memory, cancellation);
            var part = await SourceErrors.ExplainAsync(async () =>
            {
                try
                {
                    return await read(cancellation);
                }
                catch (InvalidDataException exception)
                {
                    throw new InvalidDataException($"The bill of materials of {owner}: {exception.Message}", exception);
                }
            });
            await using var blob = await _blobs.CreateAsync(cancellation);
            await JsonSerializer.SerializeAsync(blob, part, SbomDocuments.Default.SbomPart, cancellation);
            return NotedMap.Of((await blob.CompleteAsync(cancellation)).ToMap());
        }
    }
}
