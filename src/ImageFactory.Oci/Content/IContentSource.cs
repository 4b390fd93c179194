using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Content;

/// <summary>
/// Where images come from: one registry or one image layout directory. The host of a reference is not looked at, so that a mirror
/// answers for the registry that it mirrors.
/// </summary>
public interface IContentSource
{
    /// <summary>The manifest or index that a reference names, or null when there is none.</summary>
    /// <exception cref="RegistryException">The source cannot answer.</exception>
    /// <exception cref="InvalidDataException">The source's answer is damaged.</exception>
    Task<Descriptor?> ResolveAsync(Reference reference, CancellationToken cancellationToken);

    /// <summary>The tags of a repository, sorted by their bytes; none when there is no such repository.</summary>
    /// <exception cref="RegistryException">The source cannot answer.</exception>
    /// <exception cref="InvalidDataException">The source's answer is damaged or has no end.</exception>
    Task<IReadOnlyList<string>> ListTagsAsync(RepositoryName repository, CancellationToken cancellationToken);

    /// <summary>The bytes of a manifest or index, verified.</summary>
    /// <exception cref="RegistryException">The source cannot answer or has no such document.</exception>
    /// <exception cref="InvalidDataException">The bytes do not match the descriptor, or are more than 4 MiB.</exception>
    Task<ReadOnlyMemory<byte>> FetchManifestAsync(
        RepositoryName repository, Descriptor manifest, CancellationToken cancellationToken);

    /// <summary>
    /// Opens a blob; the caller disposes it. The stream verifies what it gives: the read that would end it throws
    /// <see cref="InvalidDataException"/> when the bytes do not match the descriptor, and any read throws
    /// <see cref="RegistryException"/> when the source fails.
    /// </summary>
    /// <exception cref="RegistryException">The source cannot answer or has no such blob.</exception>
    /// <exception cref="InvalidDataException">The blob's size is not that of the descriptor.</exception>
    Task<Stream> OpenBlobAsync(RepositoryName repository, Descriptor blob, CancellationToken cancellationToken);

    /// <summary>
    /// The manifests that say something about another one (distribution specification, "Listing Referrers"); where a source does not
    /// keep them by itself, those in the index under the tag <c>sha256-…</c>. At most the first page.
    /// </summary>
    /// <exception cref="RegistryException">The source cannot answer.</exception>
    /// <exception cref="InvalidDataException">The source's answer is damaged.</exception>
    Task<IReadOnlyList<Descriptor>> ListReferrersAsync(RepositoryName repository, Digest subject, CancellationToken cancellationToken);
}
