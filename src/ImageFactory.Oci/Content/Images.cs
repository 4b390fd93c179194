using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Content;

/// <summary>Finds the image for one platform.</summary>
public static class Images
{
    private const int DeepestIndex = 4;
    private const int MostDocuments = 64;
    private const string Linux = "linux";

    /// <summary>
    /// The image for <c>linux/architecture</c> that a reference names, or null. A reference that names a single image, not an
    /// index, gives that image whatever it says it runs on, as other clients do: images that only carry files state any platform.
    /// </summary>
    /// <exception cref="RegistryException">The source cannot answer.</exception>
    /// <exception cref="InvalidDataException">A document is damaged, or the indexes are nested too deep or too many.</exception>
    public static async Task<Image?> FindAsync(
        IContentSource source, Reference reference, string architecture, CancellationToken cancellationToken)
    {
        var root = await source.ResolveAsync(reference, cancellationToken);
        if (root is null)
        {
            return null;
        }

        var search = new Search(source, reference.Repository, architecture);
        return MediaTypes.IsIndex(root.MediaType)
            ? await search.FindInIndexAsync(root, depth: 1, cancellationToken)
            : await search.FetchImageAsync(root, cancellationToken);
    }

    private sealed class Search(IContentSource source, RepositoryName repository, string architecture)
    {
        private int _documents;

        public async Task<Image?> FindInIndexAsync(Descriptor descriptor, int depth, CancellationToken cancellationToken)
        {
            if (depth > DeepestIndex)
            {
                throw new InvalidDataException($"The index {descriptor.Digest} is nested deeper than {DeepestIndex} levels.");
            }

            var index = ImageIndex.Read((await FetchAsync(descriptor, cancellationToken)).Span);
            var stated = index.Manifests.FirstOrDefault(entry => MediaTypes.IsManifest(entry.MediaType) && IsWanted(entry.Platform));
            if (stated is not null)
            {
                return await FetchImageAsync(stated, cancellationToken);
            }

            // What states no platform must be looked into; a stated other platform (attestations say unknown/unknown) never matches.
            foreach (var entry in index.Manifests.Where(entry => entry.Platform is null || IsWanted(entry.Platform)))
            {
                if (await LookIntoAsync(entry, depth, cancellationToken) is { } image)
                {
                    return image;
                }
            }

            return null;
        }

        public async Task<Image> FetchImageAsync(Descriptor descriptor, CancellationToken cancellationToken) =>
            new(repository, descriptor, Manifest.Read((await FetchAsync(descriptor, cancellationToken)).Span));

        private async Task<Image?> LookIntoAsync(Descriptor entry, int depth, CancellationToken cancellationToken)
        {
            if (MediaTypes.IsIndex(entry.MediaType))
            {
                return await FindInIndexAsync(entry, depth + 1, cancellationToken);
            }

            if (!MediaTypes.IsManifest(entry.MediaType))
            {
                return null;
            }

            var image = await FetchImageAsync(entry, cancellationToken);
            if (image.Manifest.Config.MediaType is not (MediaTypes.ImageConfig or MediaTypes.DockerConfig))
            {
                return null;
            }

            var config = await image.ReadConfigAsync(source, cancellationToken);
            return IsWanted(new Platform { Architecture = config.Architecture, Os = config.Os }) ? image : null;
        }

        private Task<ReadOnlyMemory<byte>> FetchAsync(Descriptor descriptor, CancellationToken cancellationToken)
        {
            _documents++;
            return _documents <= MostDocuments
                ? source.FetchManifestAsync(repository, descriptor, cancellationToken)
                : throw new InvalidDataException($"The index names more than {MostDocuments} documents without a platform.");
        }

        private bool IsWanted(Platform? platform) =>
            platform is not null
            && string.Equals(platform.Os, Linux, StringComparison.Ordinal)
            && string.Equals(platform.Architecture, architecture, StringComparison.Ordinal);
    }
}
