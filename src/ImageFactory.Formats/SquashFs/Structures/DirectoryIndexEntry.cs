using System.Buffers.Binary;

namespace ImageFactory.Formats.SquashFs.Structures;

/// <summary>An index entry of a long listing, before the name (struct squashfs_dir_index).</summary>
/// <param name="Position">Where a header is in the listing.</param>
/// <param name="StartBlock">Where the metadata block of that header is in the directory table.</param>
/// <param name="LastNameByte">The length of the header's first name less one.</param>
internal readonly record struct DirectoryIndexEntry(uint Position, uint StartBlock, uint LastNameByte)
{
    public const int Size = 12;

    public static DirectoryIndexEntry Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadUInt32LittleEndian(source),
        BinaryPrimitives.ReadUInt32LittleEndian(source[4..]),
        BinaryPrimitives.ReadUInt32LittleEndian(source[8..]));

    public void WriteTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, Position);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], StartBlock);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], LastNameByte);
    }
}
