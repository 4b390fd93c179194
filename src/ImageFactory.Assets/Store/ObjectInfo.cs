namespace ImageFactory.Assets.Store;

/// <summary>An object that is in a store.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Version">Stays the same as long as nobody puts the object again or changes it behind the store's back.</param>
/// <param name="LastUsed">About when it was put or used last; see <see cref="IObjectStore.NoteUseAsync"/>.</param>
public sealed record ObjectInfo(ObjectKey Key, long Length, string Version, DateTimeOffset LastUsed);
