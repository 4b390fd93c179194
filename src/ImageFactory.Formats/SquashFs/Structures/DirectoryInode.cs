using System.Buffers.Binary;

namespace ImageFactory.Formats.SquashFs.Structures;

/// <summary>The short form of a directory, behind the header (struct squashfs_dir_inode).</summary>
/// <param name="StartBlock">Where the listing's metadata block is in the directory table.</param>
/// <param name="LinkCount">2 and one for each subdirectory.</param>
/// <param name="FileSize">The length of the listing and 3.</param>
/// <param name="Offset">Where the listing starts in its metadata block.</param>
/// <param name="ParentNumber">The inode number of the parent.</param>
internal readonly record struct DirectoryInode(uint StartBlock, uint LinkCount, ushort FileSize, ushort Offset, uint ParentNumber)
{
    public const int Size = 16;

    public static DirectoryInode Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadUInt32LittleEndian(source),
        BinaryPrimitives.ReadUInt32LittleEndian(source[4..]),
        BinaryPrimitives.ReadUInt16LittleEndian(source[8..]),
        BinaryPrimitives.ReadUInt16LittleEndian(source[10..]),
        BinaryPrimitives.ReadUInt32LittleEndian(source[12..]));

    public void WriteTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, StartBlock);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], LinkCount);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[8..], FileSize);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[10..], Offset);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[12..], ParentNumber);
    }
}
