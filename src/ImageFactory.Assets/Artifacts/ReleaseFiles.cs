using System.Security.Cryptography;
using System.Text;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Store;
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
    private readonly BlobStore _blobs;
    private readonly KeptFiles _kept;

    /// <summary>Files of a source's images in a store.</summary>
    public ReleaseFiles(IContentSource source, IObjectStore store, BlobStore blobs)
    {
        _source = source;
        _blobs = blobs;
        _kept = new KeptFiles(store, blobs, LongestIndex);
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
        var files = await SourceErrors.ExplainAsync(() => _kept.GetOrExtractAsync(
            KeyOf(image), cancellation => ExtractAllAsync(image, progress, cancellation), cancellationToken));
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
        await _kept.FindAsync(KeyOf(image), cancellationToken) is { } files
            ? ArtifactPaths.Of(architecture)
                .Where(artifact => files.ContainsKey(artifact.Path))
                .ToDictionary(artifact => artifact.Role, artifact => files[artifact.Path])
            : null;

    private static ObjectKey KeyOf(Image image) => new(
        ObjectKind.Recipe,
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"boot-artifacts/2\n{image.Descriptor.Digest}\n"))));

    private async Task<IReadOnlyDictionary<string, Artifact>> ExtractAllAsync(
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
}
