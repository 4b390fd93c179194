using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Store;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Tar;
using ImageFactory.Oci.Content;

namespace ImageFactory.Assets.Artifacts;

/// <summary>
/// Files of source images as blobs. An image is read once; what it gave is remembered by the digest of its manifest, and read
/// again when a blob got lost.
/// </summary>
public sealed class ReleaseFiles
{
    private const int LongestIndex = 1024 * 1024;

    private readonly IContentSource _source;
    private readonly IObjectStore _store;
    private readonly BlobStore _blobs;
    private readonly SingleFlight<ObjectKey, IReadOnlyDictionary<string, Artifact>> _extracting = new();

    /// <summary>Files of a source's images in a store.</summary>
    public ReleaseFiles(IContentSource source, IObjectStore store, BlobStore blobs)
    {
        _source = source;
        _store = store;
        _blobs = blobs;
    }

    /// <summary>Boot artifacts of an imager image for an architecture, in the store.</summary>
    /// <exception cref="FactoryException">The source cannot answer, the image is damaged, or it lacks an artifact, or the store cannot keep them.</exception>
    public async Task<IReadOnlyDictionary<ArtifactRole, Artifact>> GetAsync(
        Image image,
        Architecture architecture,
        IReadOnlyList<ArtifactRole> roles,
        IProgress<BuildProgress> progress,
        CancellationToken cancellationToken)
    {
        var key = KeyOf(image);
        var files = await SourceErrors.ExplainAsync(() => _extracting.RunAsync(
            key, cancellation => StorageErrors.ExplainAsync(() => FindOrExtractAsync(key, image, progress, cancellation)), cancellationToken));
        var wanted = ArtifactPaths.Of(architecture).Where(artifact => roles.Contains(artifact.Role)).ToList();
        var missing = wanted.Select(artifact => artifact.Path).Where(path => !files.ContainsKey(path)).ToList();
        return missing.Count == 0
            ? wanted.ToDictionary(artifact => artifact.Role, artifact => files[artifact.Path])
            : throw new FactoryException(
                FactoryError.SourceInvalid, $"The release's image has no {string.Join(" and no ", missing)}.");
    }

    /// <summary>What of an imager image is in the store for an architecture; null when the image was not read yet.</summary>
    public async Task<IReadOnlyDictionary<ArtifactRole, Artifact>?> FindAsync(
        Image image, Architecture architecture, CancellationToken cancellationToken) =>
        await FindAsync(KeyOf(image), cancellationToken) is { } files
            ? ArtifactPaths.Of(architecture)
                .Where(artifact => files.ContainsKey(artifact.Path))
                .ToDictionary(artifact => artifact.Role, artifact => files[artifact.Path])
            : null;

    private static ObjectKey KeyOf(Image image) => new(
        ObjectKind.Recipe,
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"boot-artifacts/2\n{image.Descriptor.Digest}\n"))));

    private async Task<IReadOnlyDictionary<string, Artifact>> FindOrExtractAsync(
        ObjectKey key, Image image, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        using var build = _blobs.BeginBuild();
        if (await FindAsync(key, cancellationToken) is { } kept)
        {
            return kept;
        }

        var files = await ExtractAllAsync(image, progress, cancellationToken);
        var index = files.ToDictionary(file => file.Key, file => new IndexRow(file.Value.Digest.ToString(), file.Value.Length), StringComparer.Ordinal);
        await _store.PutSealedAsync(key, JsonSerializer.SerializeToUtf8Bytes(index, ArtifactDocuments.Default.DictionaryStringIndexRow), cancellationToken);

        // Those who wait for this began their builds meanwhile: what was extracted before is used now, and so theirs as well.
        _blobs.Use(ExtentMap.Concat([.. files.Values.Select(file => file.Map())])).Dispose();
        return files;
    }

    private async Task<Dictionary<string, Artifact>> ExtractAllAsync(
        Image image, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        var files = new Dictionary<string, Artifact>(StringComparer.Ordinal);
        var directories = new Dictionary<string, PackedDirectory>(StringComparer.Ordinal);
        var source = Fetches.Of(_source, image, BuildStage.Fetch, image.Repository.ToString(), progress);
        await foreach (var file in ImageFiles.ReadAsync(source, image, cancellationToken))
        {
            var path = file.Entry.Path;
            if (file.Entry.Type != TarEntryType.File)
            {
                continue;
            }

            if (ArtifactPaths.IsArtifact(path))
            {
                Add(path, await _blobs.PutAsync(file.Content, expected: null, cancellationToken));
            }
            else if (ArtifactPaths.FindInDirectory(path) is { } place)
            {
                directories.TryAdd(place.Directory, new PackedDirectory());
                await directories[place.Directory].AddAsync(place.Name, file.Content, file.Entry.Size, cancellationToken);
            }
        }

        foreach (var (path, directory) in directories)
        {
            Add(path, await directory.PutAsync(_blobs, cancellationToken));
        }

        return files;

        void Add(string path, StoredBlob blob) => files[path] = new Artifact(path, blob.Digest, blob.Length);
    }

    private async Task<IReadOnlyDictionary<string, Artifact>?> FindAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var bytes = await _store.FindSealedAsync(key, LongestIndex, cancellationToken);
        var index = bytes is null ? null : JsonSerializer.Deserialize(bytes.Value.Span, ArtifactDocuments.Default.DictionaryStringIndexRow);
        return index is not null && await HasAllAsync(index.Values, cancellationToken)
            ? index.ToDictionary(row => row.Key, row => new Artifact(row.Key, Digest.Parse(row.Value.Digest), row.Value.Length), StringComparer.Ordinal)
            : null;
    }

    private async Task<bool> HasAllAsync(IEnumerable<IndexRow> rows, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            if (!await _blobs.ContainsAsync(Digest.Parse(row.Digest), cancellationToken))
            {
                return false;
            }
        }

        return true;
    }
}
