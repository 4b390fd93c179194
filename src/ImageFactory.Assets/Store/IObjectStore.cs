using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Store;

/// <summary>
/// Where objects are kept. An object appears whole or not at all, and never changes while it is read. Every method may be called by
/// several threads; a store that cannot do what it is asked throws <see cref="IOException"/> or
/// <see cref="UnauthorizedAccessException"/>.
/// </summary>
public interface IObjectStore
{
    /// <summary>Opens an object for reads at any offset, or null when there is none; the caller disposes it.</summary>
    ValueTask<IByteSource?> FindAsync(ObjectKey key, CancellationToken cancellationToken);

    /// <summary>What is known of an object without opening it, or null when there is none.</summary>
    ValueTask<ObjectInfo?> StatAsync(ObjectKey key, CancellationToken cancellationToken);

    /// <summary>Starts to write an object whose key need not be known yet; the caller disposes it.</summary>
    ValueTask<IStagedObject> StageAsync(CancellationToken cancellationToken);

    /// <summary>One page of the objects of a kind, sorted by name.</summary>
    /// <param name="prefix">What the names start with; empty for all.</param>
    /// <param name="after">The last name of the page before, or null for the first page.</param>
    /// <param name="limit">The most objects to return; at least 1. Fewer than that means there are no more.</param>
    Task<IReadOnlyList<ObjectInfo>> ListAsync(
        ObjectKind kind, string prefix, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Remembers over a restart that an object was used. Only a hint for who evicts: a store that cannot keep it says nothing.
    /// </summary>
    ValueTask NoteUseAsync(ObjectKey key, DateTimeOffset time, CancellationToken cancellationToken);

    /// <summary>Deletes an object; false when there was none. Who is reading it may go on.</summary>
    Task<bool> DeleteAsync(ObjectKey key, CancellationToken cancellationToken);
}
