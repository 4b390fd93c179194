using System.Buffers;
using System.Text.Json;
using ImageFactory.Assets.Store;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Build;

/// <summary>
/// Maps as recipes of the store: <c>{"note": base64, "map": extent map}</c>. A recipe that is damaged, or whose blobs are gone, counts
/// as missing, so that it is made again.
/// </summary>
public sealed class StoredMaps
{
    private const int LongestRecipe = 16 * 1024 * 1024;

    private readonly IObjectStore _store;
    private readonly BlobStore _blobs;

    /// <summary>Recipes in a store, over its blobs.</summary>
    public StoredMaps(IObjectStore store, BlobStore blobs)
    {
        _store = store;
        _blobs = blobs;
    }

    /// <summary>The map that was kept, or null.</summary>
    public async Task<NotedMap?> FindAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await _store.FindBytesAsync(key, LongestRecipe, cancellationToken);
            var kept = bytes is null ? null : Read(bytes.Value);
            return kept is not null && await HasAllBlobsAsync(kept.Map, cancellationToken) ? kept : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Keeps a map.</summary>
    public async Task PutAsync(ObjectKey key, NotedMap noted, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>();
        await using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteBase64String("note", noted.Note.Span);
            writer.WritePropertyName("map");
            ExtentMapDocument.Write(writer, noted.Map);
            writer.WriteEndObject();
        }

        await _store.PutAsync(key, buffer.WrittenMemory, cancellationToken);
    }

    private static NotedMap Read(ReadOnlyMemory<byte> bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("note", out var note)
            || !root.TryGetProperty("map", out var map)
            || !note.TryGetBytesFromBase64(out var content))
        {
            throw new InvalidDataException("The recipe is damaged.");
        }

        return new NotedMap(content, ExtentMapDocument.Read(map, ComputedContents.None));
    }

    private async Task<bool> HasAllBlobsAsync(ExtentMap map, CancellationToken cancellationToken)
    {
        foreach (var blob in map.Extents.Select(extent => extent.Source).OfType<BlobSource>().Select(source => source.Blob).Distinct())
        {
            if (!await _blobs.ContainsAsync(blob, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }
}
