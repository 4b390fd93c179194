using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Store;
using ImageFactory.Boot.Initramfs;

namespace ImageFactory.Assets.Build;

/// <summary>Packed extensions by the hash of what determines them: <c>{"manifest": base64, "image": extent map}</c>.</summary>
public sealed class SegmentStore
{
    private readonly StoredMaps _maps;
    private readonly SingleFlight<ObjectKey, ExtensionSegment> _making = new();

    /// <summary>Segments in a store.</summary>
    public SegmentStore(StoredMaps maps) => _maps = maps;

    /// <summary>The segment that is kept under the key, or a new one from <paramref name="make"/>, which is then kept.</summary>
    public Task<ExtensionSegment> GetOrMakeAsync(
        ObjectKey key, Func<CancellationToken, Task<ExtensionSegment>> make, CancellationToken cancellationToken) =>
        _making.RunAsync(key, cancellation => FindOrMakeAsync(key, make, cancellation), cancellationToken);

    private async Task<ExtensionSegment> FindOrMakeAsync(
        ObjectKey key, Func<CancellationToken, Task<ExtensionSegment>> make, CancellationToken cancellationToken)
    {
        if (await _maps.FindAsync(key, cancellationToken) is { } kept)
        {
            return new ExtensionSegment(ExtensionManifest.Parse(kept.Note.Span), kept.Map);
        }

        var segment = await make(cancellationToken);
        await _maps.PutAsync(key, new NotedMap(ExtensionManifest.Write(segment.Metadata), segment.Image), cancellationToken);
        return segment;
    }
}
