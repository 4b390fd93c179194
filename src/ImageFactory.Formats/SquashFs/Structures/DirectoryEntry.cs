using System.Buffers.Binary;

namespace ImageFactory.Formats.SquashFs.Structures;

/// <summary>An entry of a listing, before its name (struct squashfs_dir_entry).</summary>
/// <param name="Offset">Where the inode starts in its metadata block.</param>
/// <param name="NumberDifference">The inode number, less the header's.</param>
/// <param name="Kind">The <see cref="SquashFsKind"/>.</param>
/// <param name="LastNameByte">The length of the name less one.</param>
internal readonly record struct DirectoryEntry(ushort Offset, short NumberDifference, ushort Kind, ushort LastNameByte)
{
    public const int Size = 8;

    public static DirectoryEntry Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadUInt16LittleEndian(source),
        BinaryPrimitives.ReadInt16LittleEndian(source[2..]),
        BinaryPrimitives.ReadUInt16LittleEndian(source[4..]),
        BinaryPrimitives.ReadUInt16LittleEndian(source[6..]));

    public void WriteTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(destination, Offset);
        BinaryPrimitives.WriteInt16LittleEndian(destination[2..], NumberDifference);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[4..], Kind);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[6..], LastNameByte);
    }
}
