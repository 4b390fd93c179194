using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Store;
using ImageFactory.Formats.Tar;
using ImageFactory.Oci.Content;

namespace ImageFactory.Assets.Overlays;

/// <summary>Takes out of an overlay image, of which nobody vouches for anything, what counts for a board.</summary>
internal sealed class OverlayExtraction(BlobStore blobs, string board)
{
    private const int MostEntries = 20_000;
    private const long MostBytes = 2L * 1024 * 1024 * 1024;
    private const string Artifacts = "artifacts/";

    private readonly SortedDictionary<string, OverlayEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _hardLinks = new(StringComparer.Ordinal);
    private long _length;

    /// <summary>The entries, sorted by their paths; their contents are in the store.</summary>
    /// <exception cref="InvalidDataException">The image is damaged, or has more than belongs into one.</exception>
    public async Task<IReadOnlyList<OverlayEntry>> ReadAsync(IContentSource source, Image image, CancellationToken cancellationToken)
    {
        await foreach (var file in ImageFiles.ReadAsync(source, image, cancellationToken))
        {
            if (!IsWanted(file.Entry.Path))
            {
                continue;
            }

            await AddAsync(file, cancellationToken);
        }

        foreach (var (path, target) in _hardLinks)
        {
            _entries[path] = _entries.GetValueOrDefault(target) is { Content: not null } file
                ? file with { Path = path }
                : throw new InvalidDataException($"'{path}' of the overlay image is a link to '{target}', which is no file of its artifacts.");
        }

        return [.. _entries.Values];
    }

    private bool IsWanted(string path) =>
        path.StartsWith(Artifacts, StringComparison.Ordinal)
        || path is OverlayDescription.File
        || string.Equals(path, $"installers/{board}", StringComparison.Ordinal);

    private async Task AddAsync(ImageFile file, CancellationToken cancellationToken)
    {
        var entry = file.Entry;
        _length += entry.Size;
        if (_entries.Count + _hardLinks.Count >= MostEntries || _length > MostBytes)
        {
            throw new InvalidDataException($"The overlay image has more than {MostEntries} files or {MostBytes} bytes.");
        }

        _hardLinks.Remove(entry.Path);
        switch (entry.Type)
        {
            case TarEntryType.File:
                var blob = await blobs.PutAsync(file.Content, expected: null, cancellationToken);
                _entries[entry.Path] = new OverlayEntry(entry.Path, entry.Mode, new Artifact(entry.Path, blob.Digest, blob.Length));
                break;
            case TarEntryType.Directory:
                _entries[entry.Path] = new OverlayEntry(entry.Path, entry.Mode, Content: null);
                break;
            case TarEntryType.Symlink:
                _entries[entry.Path] = new OverlayEntry(entry.Path, entry.Mode, Content: null, entry.LinkTarget);
                break;
            case TarEntryType.HardLink:
                _hardLinks[entry.Path] = entry.LinkTarget;
                break;
            default:
                throw new InvalidDataException($"'{entry.Path}' of the overlay image is neither file, directory nor link.");
        }
    }
}
