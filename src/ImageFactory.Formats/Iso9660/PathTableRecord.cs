using System.Buffers.Binary;

namespace ImageFactory.Formats.Iso9660;

/// <summary>A path table record (ECMA-119, 9.4).</summary>
/// <param name="Block">The block of the directory.</param>
/// <param name="Parent">The number of the parent, from 1.</param>
/// <param name="Identifier">The name of the directory.</param>
internal readonly record struct PathTableRecord(uint Block, ushort Parent, ReadOnlyMemory<byte> Identifier)
{
    private const int FixedSize = 8;

    /// <summary>Length in bytes, which is even.</summary>
    public int Size => (FixedSize + Identifier.Length + 1) / 2 * 2;

    public void WriteTo(Span<byte> destination, bool isBigEndian)
    {
        destination[0] = (byte)Identifier.Length;
        if (isBigEndian)
        {
            BinaryPrimitives.WriteUInt32BigEndian(destination[2..], Block);
            BinaryPrimitives.WriteUInt16BigEndian(destination[6..], Parent);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(destination[2..], Block);
            BinaryPrimitives.WriteUInt16LittleEndian(destination[6..], Parent);
        }

        Identifier.Span.CopyTo(destination[FixedSize..]);
    }
}
