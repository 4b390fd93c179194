using System.Buffers.Binary;

namespace ImageFactory.Formats.SquashFs.Structures;

/// <summary>Where a fragment block is (struct squashfs_fragment_entry).</summary>
/// <param name="Start">Its position in the image.</param>
/// <param name="StoredSize">Its length, and <see cref="SquashFsFormat.StoredData"/> when it is not compressed.</param>
/// <param name="Unused">0.</param>
internal readonly record struct FragmentEntry(ulong Start, uint StoredSize, uint Unused)
{
    public const int Size = 16;

    public static FragmentEntry Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadUInt64LittleEndian(source),
        BinaryPrimitives.ReadUInt32LittleEndian(source[8..]),
        BinaryPrimitives.ReadUInt32LittleEndian(source[12..]));

    public void WriteTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(destination, Start);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], StoredSize);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[12..], Unused);
    }
}
