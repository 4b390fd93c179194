using System.Buffers.Binary;

namespace ImageFactory.Formats.SquashFs.Structures;

/// <summary>What the xattr id table starts with, before the list of its blocks (struct squashfs_xattr_id_table).</summary>
/// <param name="AttributeTable">Where the attributes are in the image.</param>
/// <param name="IdCount">The number of entries.</param>
/// <param name="Unused">0.</param>
internal readonly record struct XattrTableHeader(ulong AttributeTable, uint IdCount, uint Unused)
{
    public const int Size = 16;

    public static XattrTableHeader Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadUInt64LittleEndian(source),
        BinaryPrimitives.ReadUInt32LittleEndian(source[8..]),
        BinaryPrimitives.ReadUInt32LittleEndian(source[12..]));

    public void WriteTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(destination, AttributeTable);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], IdCount);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[12..], Unused);
    }
}
