using System.Buffers.Binary;

namespace ImageFactory.Formats.SquashFs.Reading;

/// <summary>Reads a decompressed table from front to back.</summary>
internal ref struct MetadataCursor(ReadOnlySpan<byte> table, int offset)
{
    private readonly ReadOnlySpan<byte> _table = table;

    /// <summary>The offset of the next byte in the table.</summary>
    public int Offset { get; private set; } = offset;

    public readonly bool IsAtEnd => Offset == _table.Length;

    /// <exception cref="InvalidDataException">The table ends before.</exception>
    public ReadOnlySpan<byte> Take(long length)
    {
        if (length > _table.Length - Offset)
        {
            throw new InvalidDataException("A squashfs table ends inside of a structure.");
        }

        var taken = _table.Slice(Offset, (int)length);
        Offset += (int)length;
        return taken;
    }

    /// <exception cref="InvalidDataException">The table ends before.</exception>
    public TableRange TakeRange(long length)
    {
        var start = Offset;
        Take(length);
        return new TableRange(start, (int)length);
    }

    /// <exception cref="InvalidDataException">The table ends before.</exception>
    public uint TakeUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));
}
