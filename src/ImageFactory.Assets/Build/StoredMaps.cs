using System.Buffers;
using System.Text.Json;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Store;
using ImageFactory.Formats;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Build;

/// <summary>
/// Maps as recipes of the store: <c>{"note": base64, "map": extent map}</c>. A recipe that is damaged, or whose blobs are gone, is made
/// again. One is made once, however many ask for it at the same time. Confidential ones are encrypted.
/// </summary>
public sealed class StoredMaps
{
    private const int LongestRecipe = 16 * 1024 * 1024;

    private readonly IObjectStore _store;
    private readonly BlobStore _blobs;
    private readonly SingleFlight<ObjectKey, NotedMap> _making = new();

    /// <summary>Recipes in a store, over its blobs.</summary>
    public StoredMaps(IObjectStore store, BlobStore blobs)
    {
        _store = store;
        _blobs = blobs;
    }

    /// <summary>The map that is kept under a hash of all that determines it, or a new one from <paramref name="make"/>, which is then kept.</summary>
    /// <param name="hash">64 lower-case hexadecimal digits.</param>
    /// <exception cref="FactoryException">The store cannot keep it, or what <paramref name="make"/> throws.</exception>
    public Task<NotedMap> GetOrMakeAsync(
        string hash, Func<CancellationToken, Task<NotedMap>> make, CancellationToken cancellationToken) =>
        GetOrMakeAsync(hash, make, isSound: (_, _) => Task.FromResult(true), cancellationToken);

    /// <summary>The same; a kept map that is not sound is made again.</summary>
    /// <param name="hash">64 lower-case hexadecimal digits.</param>
    /// <param name="make">Makes the map.</param>
    /// <param name="isSound">Whether a kept map can be used.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="FactoryException">The store cannot keep it, or what <paramref name="make"/> throws.</exception>
    public Task<NotedMap> GetOrMakeAsync(
        string hash,
        Func<CancellationToken, Task<NotedMap>> make,
        Func<NotedMap, CancellationToken, Task<bool>> isSound,
        CancellationToken cancellationToken)
    {
        var key = new ObjectKey(ObjectKind.Recipe, hash);
        return _making.RunAsync(
            key, cancellation => StorageErrors.ExplainAsync(() => FindOrMakeAsync(key, make, isSound, cancellation)), cancellationToken);
    }

    /// <summary>The map that is kept under a hash; null when there is none, it is damaged, or a blob of it is gone.</summary>
    /// <param name="hash">64 lower-case hexadecimal digits.</param>
    public Task<NotedMap?> FindAsync(string hash, CancellationToken cancellationToken) =>
        FindAsync(new ObjectKey(ObjectKind.Recipe, hash), cancellationToken);

    private async Task<NotedMap> FindOrMakeAsync(
        ObjectKey key,
        Func<CancellationToken, Task<NotedMap>> make,
        Func<NotedMap, CancellationToken, Task<bool>> isSound,
        CancellationToken cancellationToken)
    {
        using var build = _blobs.BeginBuild();
        if (await FindAsync(key, cancellationToken) is { } kept && await isSound(kept, cancellationToken))
        {
            return kept;
        }

        var made = await make(cancellationToken);
        await PutAsync(key, made, cancellationToken);

        // Those who wait for this began their builds meanwhile: what was found before is used now, and so theirs as well.
        _blobs.Use(made.Map).Dispose();
        return made;
    }

    private async Task<NotedMap?> FindAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var bytes = await _store.FindSealedAsync(key, LongestRecipe, cancellationToken);
        var kept = bytes is null ? null : await ReadAsync(bytes.Value, cancellationToken);
        return kept is not null && await HasAllBlobsAsync(kept.Map, cancellationToken) ? kept : null;
    }

    private async Task PutAsync(ObjectKey key, NotedMap noted, CancellationToken cancellationToken)
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

        var document = noted.IsConfidential
            ? await _blobs.Cipher.EncryptAsync(buffer.WrittenMemory, cancellationToken)
            : buffer.WrittenMemory;
        await _store.PutSealedAsync(key, document, cancellationToken);
    }

    private async Task<NotedMap?> ReadAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            return Read(await _blobs.Cipher.DecryptAsync(bytes, cancellationToken)) with
            {
                IsConfidential = ContentCipher.IsEncrypted(bytes.Span),
            };
        }
        catch (InvalidDataException) when (ContentCipher.IsEncrypted(bytes.Span))
        {
            // Of another key.
            return null;
        }
    }

    private static NotedMap Read(ReadOnlyMemory<byte> bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        var root = document.RootElement;
        return new NotedMap(
            root.GetProperty("note").GetBytesFromBase64(), ExtentMapDocument.Read(root.GetProperty("map"), FormatContents.All));
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
