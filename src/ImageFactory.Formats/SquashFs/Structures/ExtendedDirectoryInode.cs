using System.Buffers.Binary;

namespace ImageFactory.Formats.SquashFs.Structures;

/// <summary>The long form of a directory, behind the header, before its index entries (struct squashfs_ldir_inode).</summary>
/// <param name="LinkCount">2 and one for each subdirectory.</param>
/// <param name="FileSize">The length of the listing and 3.</param>
/// <param name="StartBlock">Where the listing's metadata block is in the directory table.</param>
/// <param name="ParentNumber">The inode number of the parent.</param>
/// <param name="IndexCount">The number of index entries.</param>
/// <param name="Offset">Where the listing starts in its metadata block.</param>
/// <param name="XattrId">The index in the xattr id table.</param>
internal readonly record struct ExtendedDirectoryInode(
    uint LinkCount,
    uint FileSize,
    uint StartBlock,
    uint ParentNumber,
    ushort IndexCount,
    ushort Offset,
    uint XattrId)
{
    public const int Size = 24;

    public static ExtendedDirectoryInode Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadUInt32LittleEndian(source),
        BinaryPrimitives.ReadUInt32LittleEndian(source[4..]),
        BinaryPrimitives.ReadUInt32LittleEndian(source[8..]),
        BinaryPrimitives.ReadUInt32LittleEndian(source[12..]),
        BinaryPrimitives.ReadUInt16LittleEndian(source[16..]),
        BinaryPrimitives.ReadUInt16LittleEndian(source[18..]),
        BinaryPrimitives.ReadUInt32LittleEndian(source[20..]));

    public void WriteTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, LinkCount);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], FileSize);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], StartBlock);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[12..], ParentNumber);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[16..], IndexCount);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[18..], Offset);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[20..], XattrId);
    }
}
