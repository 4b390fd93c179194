using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Content;

/// <summary>A source that tells how much was read of its blobs.</summary>
/// <param name="source">The source that is asked.</param>
/// <param name="bytesRead">Told the bytes read of all blobs so far, after each read.</param>
public sealed class MeteredSource(IContentSource source, Action<long> bytesRead) : IContentSource
{
    private long _total;

    /// <inheritdoc/>
    public Task<Descriptor?> ResolveAsync(Reference reference, CancellationToken cancellationToken) =>
        source.ResolveAsync(reference, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListTagsAsync(RepositoryName repository, CancellationToken cancellationToken) =>
        source.ListTagsAsync(repository, cancellationToken);

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>> FetchManifestAsync(
        RepositoryName repository, Descriptor manifest, CancellationToken cancellationToken) =>
        source.FetchManifestAsync(repository, manifest, cancellationToken);

    /// <inheritdoc/>
    public async Task<Stream> OpenBlobAsync(RepositoryName repository, Descriptor blob, CancellationToken cancellationToken) =>
        new MeteredStream(await source.OpenBlobAsync(repository, blob, cancellationToken), Count);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Descriptor>> ListReferrersAsync(RepositoryName repository, Digest subject, CancellationToken cancellationToken) =>
        source.ListReferrersAsync(repository, subject, cancellationToken);

    private void Count(int bytes) => bytesRead(Interlocked.Add(ref _total, bytes));
}
