using ImageFactory.Formats.SquashFs.Structures;

namespace ImageFactory.Formats.SquashFs.Reading;

/// <summary>A decompressed metadata table, and where its blocks are in it.</summary>
internal sealed class MetadataTable(byte[] bytes, IReadOnlyDictionary<uint, int> blocks)
{
    public ReadOnlySpan<byte> this[TableRange range] => bytes.AsSpan(range.Offset, range.Length);

    /// <summary>Reads from a place on.</summary>
    /// <exception cref="InvalidDataException">There is no such place.</exception>
    public MetadataCursor From(MetadataReference place)
    {
        if (place.Offset >= SquashFsFormat.MetadataBlock
            || !blocks.TryGetValue(place.Block, out var start)
            || start + place.Offset > bytes.Length)
        {
            throw new InvalidDataException($"A squashfs table has no place {place.Block}:{place.Offset}.");
        }

        return new MetadataCursor(bytes, start + place.Offset);
    }
}
