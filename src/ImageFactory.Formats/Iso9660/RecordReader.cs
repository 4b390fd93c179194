using System.Buffers.Binary;

namespace ImageFactory.Formats.Iso9660;

/// <summary>Reads directory records (ECMA-119, 9.1).</summary>
internal static class RecordReader
{
    private const int IdentifierOffset = 33;

    /// <summary>The record at the start of some bytes, with its system use field.</summary>
    /// <exception cref="InvalidDataException">There is no whole record.</exception>
    public static DirectoryRecord Read(ReadOnlyMemory<byte> bytes)
    {
        var record = bytes.Span;
        int size = record[0];
        if (size < DirectoryRecord.RootSize || size > record.Length || IdentifierOffset + record[32] > size)
        {
            throw new InvalidDataException($"A directory of the ISO 9660 image has a record of {size} bytes that is not whole.");
        }

        int identifierLength = record[32];
        var systemUse = Math.Min(DirectoryRecord.SystemUseOffset(identifierLength), size);
        return new DirectoryRecord
        {
            Block = BinaryPrimitives.ReadUInt32LittleEndian(record[2..]),
            DataLength = BinaryPrimitives.ReadUInt32LittleEndian(record[10..]),
            Time = IsoTimestamp.ReadShort(record[18..]),
            Flags = record[25],
            Identifier = bytes.Slice(IdentifierOffset, identifierLength),
            SystemUse = bytes[systemUse..size],
        };
    }

    /// <summary>The records of a directory; none crosses the end of a block.</summary>
    /// <exception cref="InvalidDataException">A record is not whole.</exception>
    public static IEnumerable<DirectoryRecord> ReadAll(ReadOnlyMemory<byte> directory)
    {
        for (var start = 0; start < directory.Length; start += Iso9660Layout.BlockSize)
        {
            var block = directory.Slice(start, Math.Min(Iso9660Layout.BlockSize, directory.Length - start));
            for (var offset = 0; offset < block.Length && block.Span[offset] != 0; offset += block.Span[offset])
            {
                yield return Read(block[offset..]);
            }
        }
    }
}
