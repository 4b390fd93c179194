using ImageFactory.Formats.Extents;

namespace ImageFactory.Boot.Cache;

/// <summary>A file of an image cache.</summary>
/// <param name="Path">Its path from the root of the cache: <c>blob/sha256-…</c>, <c>manifests/…</c>.</param>
/// <param name="Content">Its content.</param>
public sealed record CacheFile(string Path, ExtentMap Content);
