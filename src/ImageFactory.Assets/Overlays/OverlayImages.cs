using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Store;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Content;

namespace ImageFactory.Assets.Overlays;

/// <summary>Overlay images as blobs: each is read once for a board, and again when a blob got lost.</summary>
public sealed class OverlayImages
{
    private const int LongestIndex = 8 * 1024 * 1024;

    private readonly OverlaySources _sources;
    private readonly IObjectStore _store;
    private readonly BlobStore _blobs;
    private readonly SingleFlight<ObjectKey, OverlayImage> _extracting = new();

    /// <summary>Overlay images of some sources in a store.</summary>
    public OverlayImages(OverlaySources sources, IObjectStore store, BlobStore blobs)
    {
        _sources = sources;
        _store = store;
        _blobs = blobs;
    }

    /// <summary>What of an image counts for a board.</summary>
    /// <param name="reference">The image.</param>
    /// <param name="board">The name of the board.</param>
    /// <param name="architecture">The architecture whose image it is.</param>
    /// <param name="progress">Who is told.</param>
    /// <exception cref="FactoryException">
    /// The image is missing, damaged or of a registry that is not allowed, its source cannot answer, or the store cannot keep it.
    /// </exception>
    public Task<OverlayImage> GetAsync(
        OverlayReference reference,
        string board,
        Architecture architecture,
        IProgress<BuildProgress> progress,
        CancellationToken cancellationToken)
    {
        var text = $"overlay-image/1\n{reference.Digest}\n{architecture.Name()}\n{board}\n";
        var key = new ObjectKey(ObjectKind.Recipe, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
        return SourceErrors.ExplainAsync(() => _extracting.RunAsync(
            key, cancellation => StorageErrors.ExplainAsync(FindOrExtractAsync(cancellation)), cancellationToken));

        Func<Task<OverlayImage>> FindOrExtractAsync(CancellationToken cancellation) => async () =>
        {
            using var build = _blobs.BeginBuild();
            var image = await FindAsync(key, cancellation);
            if (image is null)
            {
                image = new OverlayImage(await ExtractAsync(reference, board, architecture, progress, cancellation));
                await _store.PutSealedAsync(key, Write(image), cancellation);
            }

            // Those who wait for this began their builds meanwhile: what was extracted before is used now, and so theirs as well.
            _blobs.Use(ExtentMap.Concat([.. image.Entries.Select(entry => entry.Content?.Map()).OfType<ExtentMap>()])).Dispose();
            return image;
        };
    }

    private async Task<IReadOnlyList<OverlayEntry>> ExtractAsync(
        OverlayReference reference,
        string board,
        Architecture architecture,
        IProgress<BuildProgress> progress,
        CancellationToken cancellationToken)
    {
        var source = _sources.Of(reference);
        var image = await Images.FindAsync(source, reference.ToReference(), architecture.Name(), cancellationToken)
            ?? throw new InvalidDataException($"There is no overlay image {reference} for {architecture.Name()}.");
        var metered = Fetches.Of(source, image, BuildStage.Fetch, reference.Repository, progress);
        return await new OverlayExtraction(_blobs, board).ReadAsync(metered, image, cancellationToken);
    }

    private static byte[] Write(OverlayImage image)
    {
        IReadOnlyList<OverlayEntryRow> rows =
        [
            .. image.Entries.Select(entry => new OverlayEntryRow(
                entry.Path, entry.Mode, entry.Content?.Digest.ToString(), entry.Content?.Length ?? 0, entry.LinkTarget)),
        ];
        return JsonSerializer.SerializeToUtf8Bytes(rows, OverlayDocuments.Default.IReadOnlyListOverlayEntryRow);
    }

    private async Task<OverlayImage?> FindAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var bytes = await _store.FindSealedAsync(key, LongestIndex, cancellationToken);
        var rows = bytes is null ? null : JsonSerializer.Deserialize(bytes.Value.Span, OverlayDocuments.Default.IReadOnlyListOverlayEntryRow);
        if (rows is null)
        {
            return null;
        }

        var entries = new List<OverlayEntry>();
        foreach (var row in rows)
        {
            var content = row.Digest is null ? null : new Artifact(row.Path, Digest.Parse(row.Digest), row.Length);
            if (content is not null && !await _blobs.ContainsAsync(content.Digest, cancellationToken))
            {
                return null;
            }

            entries.Add(new OverlayEntry(row.Path, row.Mode, content, row.LinkTarget));
        }

        return new OverlayImage(entries);
    }
}
