using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Signatures;

/// <summary>
/// Finds the signatures about an image: those under the tag <c>sha256-….sig</c>, and bundles that refer to it. Their number and size are
/// bounded. Anybody who may write to the repository can add one that is damaged; it takes nothing from the others.
/// </summary>
internal sealed class SignatureFinder(IContentSource source)
{
    private const int MostSignatures = 64;
    private const int LongestStatement = 64 * 1024;
    private const int LongestBundle = 1024 * 1024;

    /// <summary>The signatures; null stands for what is damaged.</summary>
    /// <exception cref="RegistryException">The source cannot answer.</exception>
    public async Task<IReadOnlyList<ImageSignature?>> FindAsync(RepositoryName repository, Digest image, CancellationToken cancellationToken) =>
    [
        .. await TryAsync(() => FindBundlesAsync(repository, image, cancellationToken)),
        .. await TryAsync(() => FindLegacyAsync(repository, image, cancellationToken)),
    ];

    private static async Task<IReadOnlyList<ImageSignature?>> TryAsync(Func<Task<IReadOnlyList<ImageSignature?>>> read)
    {
        try
        {
            return await read();
        }
        catch (InvalidDataException)
        {
            return [null];
        }
    }

    private async Task<IReadOnlyList<ImageSignature?>> FindLegacyAsync(RepositoryName repository, Digest image, CancellationToken cancellationToken)
    {
        var found = await source.ResolveAsync(Reference.ToTag(repository, SubjectTag.OfSignatures(image).ToString()), cancellationToken);
        if (found is null || !MediaTypes.IsManifest(found.MediaType))
        {
            return [];
        }

        var signatures = new List<ImageSignature?>();
        var manifest = Manifest.Read((await source.FetchManifestAsync(repository, found, cancellationToken)).Span);
        foreach (var layer in manifest.Layers.Where(layer => layer.MediaType is SimpleSigning.MediaType && layer.Size <= LongestStatement).Take(MostSignatures))
        {
            signatures.AddRange(await TryAsync(async () =>
            {
                var statement = await ReadAsync(repository, layer, cancellationToken);
                return SimpleSigning.ReadDigest(statement) == image ? [LegacySignature.Read(layer, statement)] : [];
            }));
        }

        return signatures;
    }

    private async Task<IReadOnlyList<ImageSignature?>> FindBundlesAsync(RepositoryName repository, Digest image, CancellationToken cancellationToken)
    {
        var signatures = new List<ImageSignature?>();
        foreach (var referrer in (await source.ListReferrersAsync(repository, image, cancellationToken)).Where(IsBundle).Take(MostSignatures))
        {
            signatures.AddRange(await TryAsync(async () =>
            {
                var manifest = Manifest.Read((await source.FetchManifestAsync(repository, referrer, cancellationToken)).Span);
                return manifest.Layers.FirstOrDefault(layer => IsBundle(layer.MediaType) && layer.Size <= LongestBundle) is { } bundle
                    ? SignatureBundle.Read(await ReadAsync(repository, bundle, cancellationToken), image)
                    : [];
            }));
        }

        return signatures;
    }

    // Writers leave the type of the artifact out of the index, or write that of the empty configuration.
    private static bool IsBundle(Descriptor referrer) => referrer.ArtifactType is null or "" or MediaTypes.Empty || IsBundle(referrer.ArtifactType);

    private static bool IsBundle(string mediaType) => mediaType.StartsWith(SignatureBundle.MediaTypePrefix, StringComparison.Ordinal);

    private async Task<ReadOnlyMemory<byte>> ReadAsync(RepositoryName repository, Descriptor blob, CancellationToken cancellationToken)
    {
        await using var content = await source.OpenBlobAsync(repository, blob, cancellationToken);
        return await VerifiedContent.ReadAsync(content, blob, cancellationToken);
    }
}
