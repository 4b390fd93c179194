using System.Buffers.Binary;
using ImageFactory.Formats.Compression;

namespace ImageFactory.Formats.Xfs;

/// <summary>The CRC-32C that every structure on the disk carries in itself ("Self-Describing Metadata").</summary>
internal static class XfsChecksum
{
    /// <summary>Writes the CRC of a finished structure. It is the only number in little-endian order, and counts as zero.</summary>
    /// <param name="structure">All of the structure.</param>
    /// <param name="offset">The offset of the CRC in it.</param>
    public static void WriteTo(Span<byte> structure, int offset)
    {
        var field = structure.Slice(offset, sizeof(uint));
        field.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(field, Crc32C.Compute(structure));
    }
}
