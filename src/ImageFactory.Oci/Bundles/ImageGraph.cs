using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Bundles;

/// <summary>All that an image, or an index of images, consists of.</summary>
internal static class ImageGraph
{
    private const int DeepestIndex = 4;
    private const int MostDocuments = 1000;

    /// <summary>
    /// The documents and blobs of an image: of documents the bytes, of other blobs null. What another platform needs is there as well.
    /// </summary>
    /// <exception cref="RegistryException">The source cannot answer or lacks a document.</exception>
    /// <exception cref="InvalidDataException">A document is damaged, or there are too many.</exception>
    public static async Task<IReadOnlyDictionary<Descriptor, ReadOnlyMemory<byte>?>> ReadAsync(
        IContentSource source, RepositoryName repository, Descriptor root, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Digest, (Descriptor Descriptor, ReadOnlyMemory<byte>? Document)>();
        var waiting = new Queue<(Descriptor Descriptor, int Depth)>([(root, 0)]);
        while (waiting.TryDequeue(out var next))
        {
            BundleManifest.CheckAlgorithm(next.Descriptor.Digest);
            var isDocument = MediaTypes.IsIndex(next.Descriptor.MediaType) || MediaTypes.IsManifest(next.Descriptor.MediaType);
            if (found.ContainsKey(next.Descriptor.Digest))
            {
                continue;
            }

            if (found.Count == MostDocuments || next.Depth > DeepestIndex)
            {
                throw new InvalidDataException($"The image {root.Digest} has more than {MostDocuments} parts, or indexes deeper than {DeepestIndex}.");
            }

            var document = isDocument ? await source.FetchManifestAsync(repository, next.Descriptor, cancellationToken) : (ReadOnlyMemory<byte>?)null;
            found[next.Descriptor.Digest] = (next.Descriptor, document);
            foreach (var part in Parts(next.Descriptor, document))
            {
                waiting.Enqueue((part, next.Depth + 1));
            }
        }

        return found.Values.ToDictionary(each => each.Descriptor, each => each.Document);
    }

    private static IEnumerable<Descriptor> Parts(Descriptor descriptor, ReadOnlyMemory<byte>? document)
    {
        if (document is not { } bytes)
        {
            return [];
        }

        if (MediaTypes.IsIndex(descriptor.MediaType))
        {
            return ImageIndex.Read(bytes.Span).Manifests;
        }

        var manifest = Manifest.Read(bytes.Span);
        return manifest.Layers.Prepend(manifest.Config);
    }
}
