namespace ImageFactory.Assets.Store;

/// <summary>How full a store is, and what was evicted since the start.</summary>
/// <param name="Budget">The most bytes that are kept, or null for no limit.</param>
/// <param name="Bytes">The bytes of all blobs and recipes; 0 until they were first counted, shortly after the start.</param>
/// <param name="Objects">The number of blobs and recipes.</param>
/// <param name="EvictedBytes">The bytes of what was evicted.</param>
/// <param name="EvictedObjects">The number of what was evicted.</param>
public sealed record StoreUsage(long? Budget, long Bytes, int Objects, long EvictedBytes, long EvictedObjects);
