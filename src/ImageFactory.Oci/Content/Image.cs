using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Content;

/// <summary>One image of a source.</summary>
/// <param name="Repository">The repository that its blobs are asked of.</param>
/// <param name="Descriptor">The descriptor of its manifest.</param>
/// <param name="Manifest">Its manifest.</param>
public sealed record Image(RepositoryName Repository, Descriptor Descriptor, Manifest Manifest)
{
    /// <summary>Reads and verifies the image's configuration.</summary>
    /// <exception cref="RegistryException">The source cannot answer or has no such blob.</exception>
    /// <exception cref="InvalidDataException">The configuration is damaged, or lists another number of layers than the manifest.</exception>
    public async Task<ImageConfig> ReadConfigAsync(IContentSource source, CancellationToken cancellationToken)
    {
        await using var stream = await source.OpenBlobAsync(Repository, Manifest.Config, cancellationToken);
        var bytes = await VerifiedContent.ReadAsync(stream, Manifest.Config, cancellationToken);
        var config = ImageConfig.Read(bytes.Span);
        return config.RootFs.DiffIds.Count == Manifest.Layers.Count
            ? config
            : throw new InvalidDataException(
                $"The image {Descriptor.Digest} has {Manifest.Layers.Count} layers, its configuration {config.RootFs.DiffIds.Count}.");
    }
}
