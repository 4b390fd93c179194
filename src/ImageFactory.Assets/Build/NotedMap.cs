using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Build;

/// <summary>A map with what must be known beside it.</summary>
/// <param name="Note">Small content that belongs to the map; may be empty.</param>
/// <param name="Map">The map.</param>
public sealed record NotedMap(ReadOnlyMemory<byte> Note, ExtentMap Map)
{
    /// <summary>Whether note or map hold, or refer to, what only the owner of the asset may see: they are encrypted in the store.</summary>
    public bool IsConfidential { get; init; }

    /// <summary>A map without a note.</summary>
    public static NotedMap Of(ExtentMap map) => new(ReadOnlyMemory<byte>.Empty, map);
}
