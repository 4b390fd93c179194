namespace ImageFactory.Assets.Store;

/// <summary>
/// An object while it is written. It is in the store after one of the puts; disposed before that, nothing of it remains. After a
/// put it can only be disposed.
/// </summary>
public interface IStagedObject : IAsyncDisposable
{
    /// <summary>Takes the content, in order. Belongs to the staged object.</summary>
    Stream Content { get; }

    /// <summary>Puts the object in its place, instead of what was there.</summary>
    Task PutAsync(ObjectKey key, CancellationToken cancellationToken);

    /// <summary>Puts the object in its place when nothing is there; of several at once exactly one wins, and the others get false.</summary>
    Task<bool> PutIfAbsentAsync(ObjectKey key, CancellationToken cancellationToken);
}
