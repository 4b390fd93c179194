namespace ImageFactory.Assets.Store;

/// <summary>An object that is in a store.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Length">Its length in bytes.</param>
public sealed record ObjectInfo(ObjectKey Key, long Length);
