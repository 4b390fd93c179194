using System.Text;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Tar;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Layout;

/// <summary>
/// One image as a tar archive that is a map: an OCI image layout (image specification, image-layout.md) with the <c>manifest.json</c>
/// that <c>docker load</c> reads beside it, as Docker itself writes them since version 25.
/// </summary>
public static class ImageArchive
{
    private const string IndexPath = "index.json";
    private const int FileMode = 0b110_100_100;

    /// <summary>The archive of an image of these layers, the lowest first. The configuration's own list of layers is replaced.</summary>
    /// <param name="name">The name with tag under which <c>docker load</c> keeps the image.</param>
    public static ExtentMap Map(ImageConfig config, IReadOnlyList<ArchivedLayer> layers, string name)
    {
        var configuration = (config with { RootFs = new RootFs { DiffIds = [.. layers.Select(layer => layer.DiffId)] } }).ToBytes();
        var manifest = new Manifest
        {
            MediaType = MediaTypes.ImageManifest,
            Config = Describe(configuration, MediaTypes.ImageConfig),
            Layers = [.. layers.Select(layer => layer.Descriptor)],
        };
        var document = manifest.ToBytes();
        var index = new ImageIndex
        {
            MediaType = MediaTypes.ImageIndex,
            Manifests =
            [
                Describe(document, MediaTypes.ImageManifest) with
                {
                    Platform = new Platform { Architecture = config.Architecture, Os = config.Os },
                    Annotations = new Dictionary<string, string>(StringComparer.Ordinal)
                    {
                        ["io.containerd.image.name"] = name,
                        ["org.opencontainers.image.ref.name"] = name[(name.LastIndexOf(':') + 1)..],
                    },
                },
            ],
        };
        var docker = new DockerArchiveEntry
        {
            Config = PathOf(manifest.Config.Digest),
            RepoTags = [name],
            Layers = [.. layers.Select(layer => PathOf(layer.Descriptor.Digest))],
        };
        IEnumerable<TarMember> members =
        [
            File("oci-layout", Encoding.ASCII.GetBytes("""{"imageLayoutVersion":"1.0.0"}""")),
            File(IndexPath, index.ToBytes()),
            File("manifest.json", DocumentJson.Write([docker], DocumentContext.Written.IReadOnlyListDockerArchiveEntry)),
            File(PathOf(index.Manifests[0].Digest), document),
            File(PathOf(manifest.Config.Digest), configuration),
            .. layers.DistinctBy(layer => layer.Descriptor.Digest).Select(layer => File(PathOf(layer.Descriptor.Digest), layer.Content)),
        ];
        return TarImage.Map(members);
    }

    /// <summary>The image in an archive that <see cref="Map"/> made; no layer is read.</summary>
    /// <exception cref="InvalidDataException">The archive is damaged.</exception>
    public static async Task<ArchivedImage> ReadAsync(ExtentMap archive, IBlobSource blobs, CancellationToken cancellationToken)
    {
        var files = await TarIndex.ReadAsync(archive, blobs, cancellationToken);
        var index = ImageIndex.Read((await ReadDocumentAsync(Find(files, IndexPath), blobs, cancellationToken)).Span);
        var descriptor = index.Manifests[0] with { Annotations = null };
        var document = Find(files, PathOf(descriptor.Digest));
        var manifest = Manifest.Read((await ReadDocumentAsync(document, blobs, cancellationToken)).Span);
        Digest[] digests = [descriptor.Digest, manifest.Config.Digest, .. manifest.Layers.Select(layer => layer.Digest)];
        return new ArchivedImage(descriptor, manifest, digests.Distinct().ToDictionary(digest => digest, digest => Find(files, PathOf(digest))));
    }

    private static Descriptor Describe(byte[] content, string mediaType) =>
        new() { MediaType = mediaType, Digest = Digest.OfBytes(content), Size = content.Length };

    private static string PathOf(Digest digest) => $"blobs/{digest.Algorithm}/{digest.Hex}";

    private static ExtentMap Find(IReadOnlyDictionary<string, ExtentMap> files, string path) =>
        files.TryGetValue(path, out var content) ? content : throw new InvalidDataException($"The image archive has no {path}.");

    private static async Task<ReadOnlyMemory<byte>> ReadDocumentAsync(ExtentMap content, IBlobSource blobs, CancellationToken cancellationToken)
    {
        if (content.Length > DocumentJson.LongestDocument)
        {
            throw new InvalidDataException($"A document of the image archive is {content.Length} bytes long.");
        }

        var bytes = new byte[content.Length];
        await using var reader = new ExtentReader(content, blobs);
        await reader.ReadExactlyAsync(0, bytes, cancellationToken);
        return bytes;
    }

    private static TarMember File(string path, byte[] content) => File(path, ExtentMap.OfBytes(content));

    private static TarMember File(string path, ExtentMap content) =>
        new(new TarEntry { Path = path, Type = TarEntryType.File, Mode = FileMode, ModificationTime = 0 }, content);
}
