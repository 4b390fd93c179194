using System.Buffers.Binary;

namespace ImageFactory.Formats.SquashFs.Structures;

/// <summary>The short form of a file, behind the header, before the sizes of its blocks (struct squashfs_reg_inode).</summary>
/// <param name="StartBlock">Where the first stored block is in the image.</param>
/// <param name="Fragment">The index in the fragment table, or <see cref="SquashFsFormat.None"/>.</param>
/// <param name="FragmentOffset">Where the tail starts in the fragment.</param>
/// <param name="FileSize">In bytes.</param>
internal readonly record struct FileInode(uint StartBlock, uint Fragment, uint FragmentOffset, uint FileSize)
{
    public const int Size = 16;

    public static FileInode Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadUInt32LittleEndian(source),
        BinaryPrimitives.ReadUInt32LittleEndian(source[4..]),
        BinaryPrimitives.ReadUInt32LittleEndian(source[8..]),
        BinaryPrimitives.ReadUInt32LittleEndian(source[12..]));

    public void WriteTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, StartBlock);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], Fragment);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], FragmentOffset);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[12..], FileSize);
    }
}
