using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Store;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Tar;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Documents;
using ImageFactory.Oci.Layout;

namespace ImageFactory.Assets.Build;

/// <summary>
/// Makes installers' container images: the layers of the release's image as they are, and one uncompressed layer with what a machine
/// boots. Only that layer is read, to hash it.
/// </summary>
public sealed class InstallerComposer
{
    // Buffers and the hash function's own state.
    private const int Memory = 4 * 1024 * 1024;
    private const int FileMode = 0b110_100_100;

    // The second of two layers has the release's own kernel and initramfs, which the new layer replaces.
    private const int LayersWithArtifacts = 2;

    private readonly IContentSource _source;
    private readonly BlobStore _blobs;
    private readonly Admission _admission;

    /// <summary>A composer over a source's images.</summary>
    public InstallerComposer(IContentSource source, BlobStore blobs, Admission admission)
    {
        _source = source;
        _blobs = blobs;
        _admission = admission;
    }

    /// <summary>The archive of an installer with these files in <c>usr/install/&lt;arch&gt;</c>.</summary>
    /// <param name="planned">The installer.</param>
    /// <param name="architecture">The architecture.</param>
    /// <param name="files">The files by name.</param>
    /// <param name="overlay">The layer of a board's overlay; null without one.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="FactoryException">The release's image cannot be had or is damaged, or the factory has too much to do.</exception>
    public async Task<ExtentMap> ComposeAsync(
        PlannedInstaller planned,
        Architecture architecture,
        IReadOnlyDictionary<string, ExtentMap> files,
        ExtentMap? overlay,
        CancellationToken cancellationToken)
    {
        var image = planned.Base;
        var config = await ReadConfigAsync(image, cancellationToken);
        var layers = new List<ArchivedLayer>();
        var kept = image.Manifest.Layers.Count == LayersWithArtifacts ? 1 : image.Manifest.Layers.Count;
        foreach (var (layer, diffId) in image.Manifest.Layers.Zip(config.RootFs.DiffIds).Take(kept))
        {
            var descriptor = new Descriptor { MediaType = TypeOf(layer), Digest = layer.Digest, Size = layer.Size };
            layers.Add(new ArchivedLayer(descriptor, diffId, await KeepAsync(image, layer, cancellationToken)));
        }

        layers.Add(await HashAsync(LayerOf(architecture, files), cancellationToken));
        if (overlay is not null)
        {
            layers.Add(await HashAsync(overlay, cancellationToken));
        }

        var created = DateTimeOffset.FromUnixTimeSeconds(CompositionRules.Timestamp);
        var installer = new ImageConfig
        {
            Created = created,
            Architecture = architecture.Name(),
            Os = "linux",
            Config = config.Config,
            RootFs = RootFs.None,
            History = [.. layers.Select(_ => new HistoryEntry { Created = created, CreatedBy = "imagefactory" })],
        };
        return ImageArchive.Map(installer, layers, planned.Name);
    }

    private async Task<ImageConfig> ReadConfigAsync(Image image, CancellationToken cancellationToken)
    {
        var kept = await KeepAsync(image, image.Manifest.Config, cancellationToken);
        return await SourceErrors.ExplainAsync(async () =>
        {
            var config = ImageConfig.Read((await ReadAsync(kept, cancellationToken)).Span);
            return config.RootFs.DiffIds.Count == image.Manifest.Layers.Count
                ? config
                : throw new InvalidDataException($"The image {image.Descriptor.Digest} and its configuration have different layers.");
        });
    }

    private static ExtentMap LayerOf(Architecture architecture, IReadOnlyDictionary<string, ExtentMap> files) => TarImage.Map(
        files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => new TarMember(
            new TarEntry
            {
                Path = $"usr/install/{architecture.Name()}/{file.Key}",
                Type = TarEntryType.File,
                Mode = FileMode,
                ModificationTime = 0,
            },
            file.Value)));

    // Docker's type says the same; an OCI manifest has OCI layers.
    private static string TypeOf(Descriptor layer) =>
        string.Equals(layer.MediaType, MediaTypes.DockerLayerTarGzip, StringComparison.Ordinal) ? MediaTypes.LayerTarGzip : layer.MediaType;

    private async Task<ArchivedLayer> HashAsync(ExtentMap layer, CancellationToken cancellationToken)
    {
        using var place = await _admission.EnterAsync(Memory, cancellationToken);
        var digest = await ExtentMapHash.Sha256Async(layer, _blobs, cancellationToken);
        return new ArchivedLayer(new Descriptor { MediaType = MediaTypes.LayerTar, Digest = digest, Size = layer.Length }, digest, layer);
    }

    private Task<ExtentMap> KeepAsync(Image image, Descriptor blob, CancellationToken cancellationToken) => SourceErrors.ExplainAsync(async () =>
    {
        if (!await _blobs.ContainsAsync(blob.Digest, cancellationToken))
        {
            await using var content = await _source.OpenBlobAsync(image.Repository, blob, cancellationToken);
            await StorageErrors.ExplainAsync(() => _blobs.PutAsync(content, blob.Digest, cancellationToken));
        }

        return ExtentMap.OfBlob(blob.Digest, blob.Size);
    });

    private async Task<ReadOnlyMemory<byte>> ReadAsync(ExtentMap document, CancellationToken cancellationToken)
    {
        if (document.Length > DocumentJson.LongestDocument)
        {
            throw new InvalidDataException($"The configuration of the installer's image is {document.Length} bytes long.");
        }

        var bytes = new byte[document.Length];
        await using var reader = new ExtentReader(document, _blobs);
        await reader.ReadExactlyAsync(0, bytes, cancellationToken);
        return bytes;
    }
}
