using System.Text.Json;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Store;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Artifacts;

/// <summary>
/// Files that were extracted into the store, remembered by what they came from: they are extracted once, however many ask at the same
/// time, and again when a blob got lost.
/// </summary>
internal sealed class KeptFiles(IObjectStore store, BlobStore blobs, int longestIndex)
{
    private readonly SingleFlight<ObjectKey, IReadOnlyDictionary<string, Artifact>> _extracting = new();

    /// <summary>The files that are kept under a key, by their paths, or those that <paramref name="extract"/> brings.</summary>
    /// <exception cref="FactoryException">The store cannot keep them, or what <paramref name="extract"/> throws.</exception>
    public Task<IReadOnlyDictionary<string, Artifact>> GetOrExtractAsync(
        ObjectKey key,
        Func<CancellationToken, Task<IReadOnlyDictionary<string, Artifact>>> extract,
        CancellationToken cancellationToken) =>
        _extracting.RunAsync(
            key, cancellation => StorageErrors.ExplainAsync(() => FindOrExtractAsync(key, extract, cancellation)), cancellationToken);

    /// <summary>The files that are kept under a key; null when there are none, or one got lost.</summary>
    public async Task<IReadOnlyDictionary<string, Artifact>?> FindAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var bytes = await store.FindSealedAsync(key, longestIndex, cancellationToken);
        var index = bytes is null ? null : JsonSerializer.Deserialize(bytes.Value.Span, ArtifactDocuments.Default.DictionaryStringIndexRow);
        return index is not null && await HasAllAsync(index.Values, cancellationToken)
            ? index.ToDictionary(row => row.Key, row => new Artifact(row.Key, Digest.Parse(row.Value.Digest), row.Value.Length), StringComparer.Ordinal)
            : null;
    }

    private async Task<IReadOnlyDictionary<string, Artifact>> FindOrExtractAsync(
        ObjectKey key, Func<CancellationToken, Task<IReadOnlyDictionary<string, Artifact>>> extract, CancellationToken cancellationToken)
    {
        using var build = blobs.BeginBuild();
        if (await FindAsync(key, cancellationToken) is { } kept)
        {
            return kept;
        }

        var files = await extract(cancellationToken);
        var index = files.ToDictionary(file => file.Key, file => new IndexRow(file.Value.Digest.ToString(), file.Value.Length), StringComparer.Ordinal);
        await store.PutSealedAsync(key, JsonSerializer.SerializeToUtf8Bytes(index, ArtifactDocuments.Default.DictionaryStringIndexRow), cancellationToken);

        // Those who wait for this began their builds meanwhile: what was extracted before is used now, and so theirs as well.
        blobs.Use(ExtentMap.Concat([.. files.Values.Select(file => file.Map())])).Dispose();
        return files;
    }

    private async Task<bool> HasAllAsync(IEnumerable<IndexRow> rows, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            if (!await blobs.ContainsAsync(Digest.Parse(row.Digest), cancellationToken))
            {
                return false;
            }
        }

        return true;
    }
}
