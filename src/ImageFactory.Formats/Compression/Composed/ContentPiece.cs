using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Compression.Composed;

/// <summary>A part of a map that is compressed by itself.</summary>
/// <param name="Map">What it shows, at least one byte.</param>
/// <param name="Name">What names the content without reading it; null when only the bytes can tell.</param>
internal sealed record ContentPiece(ExtentMap Map, string? Name)
{
    /// <summary>The longest piece, in bytes: one unit of a blob, and what is too short at either side to be a piece of its own.</summary>
    public const int Longest = BlobUnit + (2 * Shortest);

    /// <summary>Where long runs of a blob are cut, in bytes from the start of the blob, so that every image cuts them alike.</summary>
    public const int BlobUnit = 4 * 1024 * 1024;

    /// <summary>Shorter pieces cost less to compress than to keep.</summary>
    public const int Shortest = 64 * 1024;

    /// <summary>Whether the content is a blob's: the same in many images, and compressed once.</summary>
    public bool IsOfBlob => Map.Extents[0].Source is BlobSource && Name is not null;

    /// <summary>Length in bytes, from 1 to <see cref="Longest"/>.</summary>
    public int Length => (int)Map.Length;
}
