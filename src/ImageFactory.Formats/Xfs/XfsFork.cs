using System.Buffers.Binary;

namespace ImageFactory.Formats.Xfs;

/// <summary>What an inode holds behind its fields ("Data Fork").</summary>
/// <param name="Format">1 for content, 2 for a list of extents.</param>
/// <param name="Bytes">The content or the list.</param>
/// <param name="Extents">How many extents are in the list.</param>
/// <param name="Blocks">How many blocks those have.</param>
internal readonly record struct XfsFork(byte Format, ReadOnlyMemory<byte> Bytes, int Extents, long Blocks)
{
    private const byte LocalFormat = 1;
    private const byte ExtentsFormat = 2;
    private const int ExtentSize = 16;

    public static XfsFork OfContent(ReadOnlyMemory<byte> content) => new(LocalFormat, content, 0, 0);

    /// <summary>
    /// A list of extents, each packed into 128 bits from the top: 1 for unwritten, 54 of the place in the file, 52 of the block, 21 of
    /// the length.
    /// </summary>
    public static XfsFork OfExtents(XfsGeometry geometry, IReadOnlyList<XfsRun> runs)
    {
        var list = new byte[runs.Count * ExtentSize];
        var place = 0uL;
        for (var index = 0; index < runs.Count; index++)
        {
            var run = runs[index];
            var block = geometry.BlockNumber(run.Group, run.Block);
            var extent = list.AsSpan(index * ExtentSize);
            BinaryPrimitives.WriteUInt64BigEndian(extent, (place << 9) | (block >> 43));
            BinaryPrimitives.WriteUInt64BigEndian(extent[8..], (block << 21) | run.Count);
            place += run.Count;
        }

        return new XfsFork(ExtentsFormat, list, runs.Count, (long)place);
    }
}
