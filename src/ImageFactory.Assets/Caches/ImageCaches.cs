using System.Security.Cryptography;
using System.Text;
using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Store;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Documents;
using ImageFactory.Oci.Layout;

namespace ImageFactory.Assets.Caches;

/// <summary>
/// Reads image caches: an OCI image layout as <c>talosctl image cache-create</c> makes it, or a directory with the same files. What an image
/// gave is remembered by its digest; a directory is read each time.
/// </summary>
public sealed class ImageCaches
{
    private const int LongestIndex = 16 * 1024 * 1024;
    private const string IndexFile = "index.json";

    // The layout has no repositories, but images are named by one.
    private static readonly RepositoryName Repository = RepositoryName.Parse("image-cache");

    private readonly BlobStore _blobs;
    private readonly KeptFiles _kept;

    /// <summary>Caches whose files go into a store.</summary>
    public ImageCaches(IObjectStore store, BlobStore blobs)
    {
        _blobs = blobs;
        _kept = new KeptFiles(store, blobs, LongestIndex);
    }

    /// <summary>The cache at a path, for an asset.</summary>
    /// <param name="directory">The path of a directory.</param>
    /// <param name="file">The file name of the asset.</param>
    /// <param name="progress">Who is told.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="FactoryException">
    /// The asset cannot have a cache, the directory cannot be read, is no cache or is damaged, or the store cannot keep it.
    /// </exception>
    public async Task<ImageCache> GetAsync(
        string directory, string file, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        var asset = AssetNames.Read(file).Name;
        if (ImageCacheRules.FindFault(asset) is { } fault)
        {
            throw new FactoryException(FactoryError.InvalidCombination, fault);
        }

        if (!Directory.Exists(directory))
        {
            throw new FactoryException(FactoryError.InvalidCombination, $"The image cache '{directory}' is no directory.");
        }

        try
        {
            var files = File.Exists(Path.Combine(directory, IndexFile))
                ? await ReadLayoutAsync(new LayoutSource(directory), asset.Architecture, progress, cancellationToken)
                : await ReadDirectoryAsync(new DirectoryInfo(directory), progress, cancellationToken);
            return new ImageCache(files.Values);
        }
        catch (RegistryException exception)
        {
            throw new FactoryException(FactoryError.SourceUnavailable, $"The image cache '{directory}' cannot be read: {exception.Message}", exception);
        }
        catch (InvalidDataException exception)
        {
            throw new FactoryException(FactoryError.SourceInvalid, $"The image cache '{directory}' cannot be used: {exception.Message}", exception);
        }
    }

    private async Task<IReadOnlyDictionary<string, Artifact>> ReadLayoutAsync(
        LayoutSource source, Architecture architecture, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        var entry = Choose(await source.ListAsync(cancellationToken), architecture);
        var image = await Images.FindAsync(source, Reference.ToDigest(Repository, entry.Digest), architecture.Name(), cancellationToken)
            ?? throw Missing(architecture);
        return await _kept.GetOrExtractAsync(
            KeyOf(image.Descriptor.Digest),
            cancellation => new ImageCacheExtraction(_blobs).ReadAsync(
                Fetches.Of(source, image, BuildStage.Fetch, "image cache", progress), image, cancellation),
            cancellationToken);
    }

    // A cache of images for all processors is one image that says it is for amd64.
    private static Descriptor Choose(IReadOnlyList<Descriptor> entries, Architecture architecture) =>
        entries.FirstOrDefault(entry => entry.Platform is { Os: "linux" } platform
            && string.Equals(platform.Architecture, architecture.Name(), StringComparison.Ordinal))
        ?? (entries.Count == 1 ? entries[0] : throw Missing(architecture));

    private static InvalidDataException Missing(Architecture architecture) => new($"it has no image for {architecture.Name()}.");

    private static ObjectKey KeyOf(Digest image) => new(
        ObjectKind.Recipe, Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"image-cache/1\n{image}\n"))));

    // What goes wrong here is the directory's fault more often than the store's.
    private async Task<IReadOnlyDictionary<string, Artifact>> ReadDirectoryAsync(
        DirectoryInfo directory, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        try
        {
            return await new ImageCacheExtraction(_blobs).ReadAsync(directory, progress, cancellationToken);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new FactoryException(FactoryError.SourceUnavailable, $"The image cache '{directory}' cannot be read: {exception.Message}", exception);
        }
        catch (IOException exception)
        {
            throw new FactoryException(FactoryError.StorageUnavailable, $"The image cache '{directory}' cannot be kept: {exception.Message}", exception);
        }
    }
}
