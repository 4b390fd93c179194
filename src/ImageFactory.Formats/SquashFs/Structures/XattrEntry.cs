using System.Buffers.Binary;

namespace ImageFactory.Formats.SquashFs.Structures;

/// <summary>An extended attribute, before its name without prefix (struct squashfs_xattr_entry).</summary>
/// <param name="Type">The number of the prefix, plus <see cref="SquashFsFormat.XattrOutOfLine"/>.</param>
/// <param name="NameSize">In bytes.</param>
internal readonly record struct XattrEntry(ushort Type, ushort NameSize)
{
    public const int Size = 4;

    public static XattrEntry Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadUInt16LittleEndian(source),
        BinaryPrimitives.ReadUInt16LittleEndian(source[2..]));

    public void WriteTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(destination, Type);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[2..], NameSize);
    }
}
