using System.Buffers.Binary;

namespace ImageFactory.Formats.SquashFs.Structures;

/// <summary>A symbolic link, behind the header, before its target (struct squashfs_symlink_inode).</summary>
/// <param name="LinkCount">The number of names.</param>
/// <param name="TargetSize">In bytes.</param>
internal readonly record struct SymlinkInode(uint LinkCount, uint TargetSize)
{
    public const int Size = 8;

    public static SymlinkInode Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadUInt32LittleEndian(source),
        BinaryPrimitives.ReadUInt32LittleEndian(source[4..]));

    public void WriteTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, LinkCount);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], TargetSize);
    }
}
