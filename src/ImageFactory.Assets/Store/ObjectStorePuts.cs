namespace ImageFactory.Assets.Store;

/// <summary>Puts of content that is at hand.</summary>
public static class ObjectStorePuts
{
    /// <summary>Puts all of a stream, instead of what was there.</summary>
    public static async Task PutAsync(this IObjectStore store, ObjectKey key, Stream content, CancellationToken cancellationToken)
    {
        await using var staged = await store.StageAsync(cancellationToken);
        await content.CopyToAsync(staged.Content, cancellationToken);
        await staged.PutAsync(key, cancellationToken);
    }

    /// <summary>Puts bytes, instead of what was there.</summary>
    public static async Task PutAsync(
        this IObjectStore store, ObjectKey key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await using var staged = await store.StageAsync(cancellationToken);
        await staged.Content.WriteAsync(content, cancellationToken);
        await staged.PutAsync(key, cancellationToken);
    }

    /// <summary>Puts bytes when nothing is there; of several at once exactly one wins, and the others get false.</summary>
    public static async Task<bool> PutIfAbsentAsync(
        this IObjectStore store, ObjectKey key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await using var staged = await store.StageAsync(cancellationToken);
        await staged.Content.WriteAsync(content, cancellationToken);
        return await staged.PutIfAbsentAsync(key, cancellationToken);
    }

    /// <summary>All bytes of a small object, or null when there is none.</summary>
    /// <param name="longest">The most bytes that are read.</param>
    /// <exception cref="InvalidDataException">The object is longer.</exception>
    public static async Task<ReadOnlyMemory<byte>?> FindBytesAsync(
        this IObjectStore store, ObjectKey key, int longest, CancellationToken cancellationToken)
    {
        await using var source = await store.FindAsync(key, cancellationToken);
        if (source is null)
        {
            return null;
        }

        if (source.Length > longest)
        {
            throw new InvalidDataException($"The object {key} is {source.Length} bytes long; at most {longest} were expected.");
        }

        var bytes = new byte[source.Length];
        for (var offset = 0; offset < bytes.Length;)
        {
            var count = await source.ReadAsync(offset, bytes.AsMemory(offset), cancellationToken);
            offset += count > 0 ? count : throw new InvalidDataException($"The object {key} ends at byte {offset} of {bytes.Length}.");
        }

        return bytes;
    }
}
