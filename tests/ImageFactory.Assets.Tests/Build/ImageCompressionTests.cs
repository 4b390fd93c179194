using ImageFactory.Assets.Build;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Store;
using ImageFactory.Assets.Tests.Store;
using ImageFactory.Formats.Compression;
using ImageFactory.Formats.Compression.Composed;
using ImageFactory.Formats.Extents;
using ImageFactory.Testing;

namespace ImageFactory.Assets.Tests.Build;

/// <summary>Segments whose note says something else than what is in them.</summary>
public sealed class ImageCompressionTests : IDisposable
{
    private readonly RefusingStore _objects = new(new MemoryObjectStore());
    private readonly BoundedObjectStore _store;
    private readonly BlobStore _blobs;
    private readonly StoredMaps _maps;
    private readonly Admission _admission = new(budget: 1L << 30, waiting: 1L << 30);

    public ImageCompressionTests()
    {
        _store = new BoundedObjectStore(_objects, budget: null, TimeProvider.System);
        _blobs = new BlobStore(_store);
        _maps = new StoredMaps(_store, _blobs);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_unsound_segment_is_made_again_after_a_restart()
    {
        var image = await ImageAsync();
        var first = await ComposeAsync(Start(), image);
        await SpoilAsync();

        var second = await ComposeAsync(Start(), image);

        Assert.Equal(first, second);
        Assert.Equal(first, await ComposeAsync(Start(), image));
    }

    [Fact]
    public async Task An_unsound_segment_that_could_not_be_made_again_is_not_sound()
    {
        var image = await ImageAsync();
        var first = await ComposeAsync(Start(), image);
        await SpoilAsync();
        var restarted = Start();

        _objects.IsRefusing = true;
        var refusal = await Assert.ThrowsAsync<FactoryException>(() => ComposeAsync(restarted, image));
        _objects.IsRefusing = false;

        Assert.Equal(FactoryError.StorageUnavailable, refusal.Error);
        Assert.Equal(first, await ComposeAsync(restarted, image));
    }

    public void Dispose()
    {
        _store.Dispose();
        _admission.Dispose();
    }

    private ImageCompression Start() => new(_maps, _blobs, _admission);

    // Short enough for one segment.
    private async Task<ExtentMap> ImageAsync()
    {
        var stored = await _blobs.PutBytesAsync(Enumerable.Range(0, 1 << 20).Select(number => (byte)(number >> 8)).ToArray(), Cancellation);
        return ExtentMap.OfBlob(stored.Digest, stored.Length);
    }

    private async Task<byte[]> ComposeAsync(ImageCompression compression, ExtentMap image) => await MapBytes.ReadAsync(
        await compression.ComposeAsync(
            image, ComposedOptions.Of(CompressionKind.Gzip), isConfidential: false, "image", NoProgress.Instance, Cancellation),
        _blobs);

    private async Task SpoilAsync()
    {
        var recipe = Assert.Single(await _store.ListAsync(ObjectKind.Recipe, string.Empty, after: null, limit: 10, Cancellation));
        var kept = Assert.IsType<NotedMap>(await _maps.FindAsync(recipe.Key.Hex, Cancellation));
        var note = SegmentNote.Read(kept.Note.Span);
        await _maps.GetOrMakeAsync(
            recipe.Key.Hex,
            _ => Task.FromResult(kept with { Note = (note with { ContentCrc = ~note.ContentCrc }).ToBytes() }),
            isSound: (_, _) => Task.FromResult(false),
            Cancellation);
    }
}
