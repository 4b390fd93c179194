using System.Buffers.Binary;

namespace ImageFactory.Formats.SquashFs.Structures;

/// <summary>The long form of a file, behind the header, before the sizes of its blocks (struct squashfs_lreg_inode).</summary>
/// <param name="StartBlock">Where the first stored block is in the image.</param>
/// <param name="FileSize">In bytes.</param>
/// <param name="SparseBytes">How many bytes of the file are not stored.</param>
/// <param name="LinkCount">The number of names.</param>
/// <param name="Fragment">The index in the fragment table, or <see cref="SquashFsFormat.None"/>.</param>
/// <param name="FragmentOffset">Where the tail starts in the fragment.</param>
/// <param name="XattrId">The index in the xattr id table.</param>
internal readonly record struct ExtendedFileInode(
    ulong StartBlock,
    ulong FileSize,
    ulong SparseBytes,
    uint LinkCount,
    uint Fragment,
    uint FragmentOffset,
    uint XattrId)
{
    public const int Size = 40;

    public static ExtendedFileInode Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadUInt64LittleEndian(source),
        BinaryPrimitives.ReadUInt64LittleEndian(source[8..]),
        BinaryPrimitives.ReadUInt64LittleEndian(source[16..]),
        BinaryPrimitives.ReadUInt32LittleEndian(source[24..]),
        BinaryPrimitives.ReadUInt32LittleEndian(source[28..]),
        BinaryPrimitives.ReadUInt32LittleEndian(source[32..]),
        BinaryPrimitives.ReadUInt32LittleEndian(source[36..]));

    public void WriteTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(destination, StartBlock);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], FileSize);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[16..], SparseBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[24..], LinkCount);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[28..], Fragment);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[32..], FragmentOffset);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[36..], XattrId);
    }
}
