using ImageFactory.Formats.Extents;
using ImageFactory.Formats.SquashFs.Writing;

namespace ImageFactory.Formats.SquashFs;

/// <summary>
/// The content of a regular file: a map that the writer reads when it finishes, or what it was given as a stream before
/// (<see cref="SquashFsWriter.WriteContentAsync"/>). Several files may have the same content; it is stored once.
/// </summary>
public sealed class SquashFsContent
{
    private SquashFsContent(ExtentMap? map, FileLayout? layout, long length)
    {
        Map = map;
        Layout = layout;
        Length = length;
    }

    /// <summary>No bytes.</summary>
    public static SquashFsContent Empty { get; } = Of(ExtentMap.Empty);

    /// <summary>The length in bytes.</summary>
    public long Length { get; }

    /// <summary>What is read in the end; null for what was written already.</summary>
    public ExtentMap? Map { get; }

    /// <summary>Where the data is; null for what is read in the end.</summary>
    internal FileLayout? Layout { get; }

    /// <summary>The bytes of a map. Runs of zeros become holes.</summary>
    public static SquashFsContent Of(ExtentMap map) => new(map, null, map.Length);

    internal static SquashFsContent Written(FileLayout layout, long length) => new(null, layout, length);
}
