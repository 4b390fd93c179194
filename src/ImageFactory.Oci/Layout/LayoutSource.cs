using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Layout;

/// <summary>
/// Images in an image layout directory (image specification, image-layout.md) whose entries are named <c>repository:tag</c>. The
/// repositories share their blobs. A changed <c>index.json</c> is noticed at the next question.
/// </summary>
public sealed class LayoutSource : IContentSource
{
    private readonly string _directory;
    private Snapshot? _snapshot;

    /// <summary>A source over the layout at <paramref name="directory"/>.</summary>
    public LayoutSource(string directory) => _directory = directory;

    /// <inheritdoc/>
    public async Task<Descriptor?> ResolveAsync(Reference reference, CancellationToken cancellationToken)
    {
        const string Method = "resolve the manifest";
        var entries = await Guard(Method, reference.ToString(), () => ReadEntriesAsync(cancellationToken));
        if (reference.Digest is not { } digest)
        {
            return entries.Find(reference.Repository, reference.Tag!); // without a digest there is a tag
        }

        return entries.Find(digest) ?? await Guard(Method, reference.ToString(), () => ProbeAsync(reference.Repository, digest, cancellationToken));
    }

    /// <summary>All that <c>index.json</c> names, whatever it is called, with the platforms that are stated.</summary>
    /// <exception cref="RegistryException">The directory cannot be read.</exception>
    /// <exception cref="InvalidDataException">The index is damaged.</exception>
    public async Task<IReadOnlyList<Descriptor>> ListAsync(CancellationToken cancellationToken)
    {
        var entries = await Guard("list the images", _directory, () => ReadEntriesAsync(cancellationToken));
        return entries.All;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ListTagsAsync(RepositoryName repository, CancellationToken cancellationToken)
    {
        var entries = await Guard("list the tags", repository.ToString(), () => ReadEntriesAsync(cancellationToken));
        return entries.ListTags(repository);
    }

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>> FetchManifestAsync(
        RepositoryName repository, Descriptor manifest, CancellationToken cancellationToken) =>
        Guard("fetch the manifest", $"{repository}@{manifest.Digest}", async () =>
        {
            VerifiedContent.CheckSize(manifest);
            await using var content = Open(repository, manifest);
            return await VerifiedContent.ReadAsync(content, manifest, cancellationToken);
        });

    /// <inheritdoc/>
    public Task<Stream> OpenBlobAsync(RepositoryName repository, Descriptor blob, CancellationToken cancellationToken) =>
        Guard("open the blob", $"{repository}@{blob.Digest}", () => Task.FromResult<Stream>(Open(repository, blob)));

    /// <inheritdoc/>
    public Task<IReadOnlyList<Descriptor>> ListReferrersAsync(RepositoryName repository, Digest subject, CancellationToken cancellationToken) =>
        ReferrersTag.ListAsync(this, repository, subject, cancellationToken);

    private VerifyingStream Open(RepositoryName repository, Descriptor descriptor)
    {
        var file = new FileStream(LayoutPaths.Blob(_directory, descriptor.Digest), new FileStreamOptions { BufferSize = 0 });
        if (file.Length == descriptor.Size)
        {
            return new VerifyingStream(file, repository, descriptor);
        }

        var found = file.Length;
        file.Dispose();
        throw new InvalidDataException($"The content of {descriptor.Digest} has {found} bytes; its descriptor says {descriptor.Size}.");
    }

    // A manifest inside an index is not an entry of index.json: its own document says what it is.
    private async Task<Descriptor?> ProbeAsync(RepositoryName repository, Digest digest, CancellationToken cancellationToken)
    {
        var file = new FileInfo(LayoutPaths.Blob(_directory, digest));
        if (!file.Exists || file.Length > DocumentJson.LongestDocument)
        {
            return null;
        }

        var unknown = new Descriptor { MediaType = MediaTypes.ImageManifest, Digest = digest, Size = file.Length };
        await using var content = Open(repository, unknown);
        var bytes = await VerifiedContent.ReadAsync(content, unknown, cancellationToken);
        return FindMediaType(bytes.Span) is { } mediaType ? unknown with { MediaType = mediaType } : null;
    }

    private static string? FindMediaType(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return DocumentHeader.FindMediaType(bytes);
        }
        catch (InvalidDataException)
        {
            // A layer or another blob, not a document.
            return null;
        }
    }

    private async Task<LayoutEntries> ReadEntriesAsync(CancellationToken cancellationToken)
    {
        var file = new FileInfo(LayoutPaths.Index(_directory));
        var stamp = (file.Length, file.LastWriteTimeUtc);
        if (Volatile.Read(ref _snapshot) is { } known && known.Stamp == stamp)
        {
            return known.Entries;
        }

        var entries = new LayoutEntries(await LayoutIndex.ReadAsync(_directory, cancellationToken));
        Volatile.Write(ref _snapshot, new Snapshot(stamp, entries));
        return entries;
    }

    private static async Task<T> Guard<T>(string method, string reference, Func<Task<T>> action)
    {
        try
        {
            return await action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RegistryException(method, reference, exception);
        }
    }

    private sealed record Snapshot((long Length, DateTime Modified) Stamp, LayoutEntries Entries);
}
