using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Store;
using ImageFactory.Formats.Tar;
using ImageFactory.Oci.Content;

namespace ImageFactory.Assets.Caches;

/// <summary>Puts the files of an image cache into the store, and sees to it that they are what their names say.</summary>
internal sealed class ImageCacheExtraction(BlobStore blobs)
{
    private const int DeepestDirectory = 64;

    private readonly Dictionary<string, Artifact> _files = new(StringComparer.Ordinal);
    private long _length;

    /// <summary>The files of an image.</summary>
    /// <exception cref="InvalidDataException">The image is damaged, no image cache, or has more than belongs into one.</exception>
    public async Task<IReadOnlyDictionary<string, Artifact>> ReadAsync(IContentSource source, Image image, CancellationToken cancellationToken)
    {
        await foreach (var file in ImageFiles.ReadAsync(source, image, cancellationToken))
        {
            switch (file.Entry.Type)
            {
                case TarEntryType.File:
                    await AddAsync(file.Entry.Path, file.Entry.Size, file.Content, cancellationToken);
                    break;
                case TarEntryType.Directory:
                    break;
                default:
                    throw new InvalidDataException($"'{file.Entry.Path}' in it is neither file nor directory.");
            }
        }

        return Finish();
    }

    /// <summary>The files of a directory.</summary>
    /// <exception cref="InvalidDataException">It is no image cache, or has more than belongs into one.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public async Task<IReadOnlyDictionary<string, Artifact>> ReadAsync(
        DirectoryInfo directory, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        var files = FilesOf(directory, directory.FullName, depth: 1).Take(ImageCacheRules.MostFiles + 1).ToList();
        var total = files.Sum(file => file.Info.Length);
        foreach (var (path, info) in files)
        {
            await using var content = new FileStream(info.FullName, new FileStreamOptions { BufferSize = 0, Options = FileOptions.Asynchronous });
            await AddAsync(path, content.Length, content, cancellationToken);
            progress.Report(new BuildProgress(BuildStage.Fetch, directory.Name, _length, total));
        }

        return Finish();
    }

    private static IEnumerable<(string Path, FileInfo Info)> FilesOf(DirectoryInfo directory, string root, int depth)
    {
        if (depth > DeepestDirectory)
        {
            throw new InvalidDataException($"its directories are nested deeper than {DeepestDirectory} levels.");
        }

        foreach (var entry in directory.EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = FileAttributes.None }))
        {
            var path = Path.GetRelativePath(root, entry.FullName);
            if (entry.LinkTarget is not null)
            {
                throw new InvalidDataException($"'{path}' in it is neither file nor directory.");
            }

            if (entry is DirectoryInfo child)
            {
                foreach (var file in FilesOf(child, root, depth + 1))
                {
                    yield return file;
                }
            }
            else
            {
                yield return (path, (FileInfo)entry);
            }
        }
    }

    private async Task AddAsync(string path, long length, Stream content, CancellationToken cancellationToken)
    {
        ImageCacheRules.RequirePath(path);
        _length += length;
        if (_files.Count == ImageCacheRules.MostFiles || _length > ImageCacheRules.MostBytes)
        {
            throw new InvalidDataException($"it has more than {ImageCacheRules.MostFiles} files or {ImageCacheRules.MostBytes >> 30} GiB.");
        }

        var blob = await PutAsync(path, length, content, cancellationToken);
        _files[path] = new Artifact(path, blob.Digest, blob.Length);
    }

    // What has the digest of its content as its name may be there already.
    private async Task<StoredBlob> PutAsync(string path, long length, Stream content, CancellationToken cancellationToken)
    {
        if (ImageCacheRules.DigestOf(path) is not { } expected)
        {
            return await blobs.PutAsync(content, expected: null, cancellationToken);
        }

        if (await blobs.FindAsync(expected, cancellationToken) is { } known && known.Length == length)
        {
            return known;
        }

        var blob = await blobs.PutAsync(content, expected: null, cancellationToken);
        return blob.Digest == expected
            ? blob
            : throw new InvalidDataException($"'{path}' in it is damaged: its content has the digest {blob.Digest}.");
    }

    private Dictionary<string, Artifact> Finish()
    {
        ImageCacheRules.RequireFiles(_files.Keys);
        return _files;
    }
}
