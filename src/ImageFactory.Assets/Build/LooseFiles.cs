using ImageFactory.Assets.Store;
using ImageFactory.Boot.Initramfs;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Build;

/// <summary>
/// The files of an extension that go into the initramfs beside its image: one after the other in one blob. A link to one of them becomes
/// that file; any other link stays what it is.
/// </summary>
internal sealed class LooseFiles(BlobStore blobs) : IAsyncDisposable
{
    private const int MostLinks = 40;

    private readonly Dictionary<string, (int Mode, long Offset, long Length)> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _links = new(StringComparer.Ordinal);
    private BlobWriter? _blob;

    /// <summary>Takes a file; false when there is something with its path.</summary>
    public async Task<bool> TryAddAsync(string path, int mode, Stream content, CancellationToken cancellationToken)
    {
        _blob ??= await blobs.CreateAsync(cancellationToken);
        var offset = _blob.Length;
        await content.CopyToAsync(_blob, cancellationToken);
        return !_links.ContainsKey(path) && _files.TryAdd(path, (mode, offset, _blob.Length - offset));
    }

    /// <summary>Takes a symbolic link; false when there is something with its path.</summary>
    public bool TryAddLink(string path, string target) => !_files.ContainsKey(path) && _links.TryAdd(path, target);

    /// <summary>Takes another name of a file that is there; false when that is not so, or there is something with the path.</summary>
    public bool TryAddName(string path, string target) =>
        _files.TryGetValue(target, out var file) && !_links.ContainsKey(path) && _files.TryAdd(path, file);

    /// <summary>Keeps the files.</summary>
    public async Task<IReadOnlyList<InitramfsFile>> FinishAsync(CancellationToken cancellationToken)
    {
        var stored = _blob is null ? null : await _blob.CompleteAsync(cancellationToken);
        return
        [
            .. _files.Keys.Concat(_links.Keys)
                .Order(StringComparer.Ordinal)
                .Select(path => Follow(path) is { } found
                    ? new InitramfsFile(path, _files[found].Mode, Content(stored, _files[found]))
                    : new InitramfsFile(path, 0, ExtentMap.Empty) { LinkTarget = _links[path] }),
        ];
    }

    public ValueTask DisposeAsync() => _blob?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static ExtentMap Content(StoredBlob? stored, (int Mode, long Offset, long Length) file) =>
        file.Length == 0 ? ExtentMap.Empty : new ExtentMapBuilder().AppendBlob(stored!.Digest, file.Offset, file.Length).Build(); // a file with content was written

    private string? Follow(string path)
    {
        for (var links = 0; links < MostLinks; links++)
        {
            if (_files.ContainsKey(path))
            {
                return path;
            }

            if (!_links.TryGetValue(path, out var target))
            {
                return null;
            }

            path = LinkPath.Resolve(path, target);
        }

        return null;
    }
}
