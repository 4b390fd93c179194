using System.Buffers.Binary;

namespace ImageFactory.Formats.SquashFs.Structures;

/// <summary>What every inode starts with (struct squashfs_base_inode).</summary>
/// <param name="Type">The <see cref="SquashFsKind"/>, plus <see cref="SquashFsFormat.ExtendedInode"/> for the long form.</param>
/// <param name="Mode">The permission bits.</param>
/// <param name="UidIndex">The index of the owner in the id table.</param>
/// <param name="GidIndex">The index of the group in the id table.</param>
/// <param name="ModificationTime">In seconds since 1970.</param>
/// <param name="Number">The inode number, from 1.</param>
internal readonly record struct InodeHeader(
    ushort Type,
    ushort Mode,
    ushort UidIndex,
    ushort GidIndex,
    uint ModificationTime,
    uint Number)
{
    public const int Size = 16;

    public static InodeHeader Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadUInt16LittleEndian(source),
        BinaryPrimitives.ReadUInt16LittleEndian(source[2..]),
        BinaryPrimitives.ReadUInt16LittleEndian(source[4..]),
        BinaryPrimitives.ReadUInt16LittleEndian(source[6..]),
        BinaryPrimitives.ReadUInt32LittleEndian(source[8..]),
        BinaryPrimitives.ReadUInt32LittleEndian(source[12..]));

    public void WriteTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(destination, Type);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[2..], Mode);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[4..], UidIndex);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[6..], GidIndex);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], ModificationTime);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[12..], Number);
    }
}
