using System.Buffers.Binary;

namespace ImageFactory.Formats.SquashFs.Structures;

/// <summary>The attributes of one or many inodes (struct squashfs_xattr_id).</summary>
/// <param name="Reference">Where the first one is in the xattr table.</param>
/// <param name="Count">How many there are.</param>
/// <param name="ListSize">Their length in bytes.</param>
internal readonly record struct XattrIdEntry(ulong Reference, uint Count, uint ListSize)
{
    public const int Size = 16;

    public static XattrIdEntry Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadUInt64LittleEndian(source),
        BinaryPrimitives.ReadUInt32LittleEndian(source[8..]),
        BinaryPrimitives.ReadUInt32LittleEndian(source[12..]));

    public void WriteTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(destination, Reference);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], Count);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[12..], ListSize);
    }
}
