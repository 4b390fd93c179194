using System.Buffers.Binary;

namespace ImageFactory.Formats.SquashFs.Structures;

/// <summary>What up to 256 entries of a listing share (struct squashfs_dir_header).</summary>
/// <param name="LastEntry">The number of entries less one.</param>
/// <param name="StartBlock">Where the metadata block of all their inodes is in the inode table.</param>
/// <param name="BaseNumber">The inode number that the entries' differences count from.</param>
internal readonly record struct DirectoryHeader(uint LastEntry, uint StartBlock, uint BaseNumber)
{
    public const int Size = 12;

    public static DirectoryHeader Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadUInt32LittleEndian(source),
        BinaryPrimitives.ReadUInt32LittleEndian(source[4..]),
        BinaryPrimitives.ReadUInt32LittleEndian(source[8..]));

    public void WriteTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, LastEntry);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], StartBlock);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], BaseNumber);
    }
}
