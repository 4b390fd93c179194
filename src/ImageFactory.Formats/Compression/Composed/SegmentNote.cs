using System.Buffers.Binary;

namespace ImageFactory.Formats.Compression.Composed;

/// <summary>What must be known of a compressed segment to join it with others and to verify it.</summary>
/// <param name="ContentLength">Length of the content in bytes, at least 1.</param>
/// <param name="ContentCrc">The CRC-32 of the content.</param>
/// <param name="Padding">How many of the compressed bytes are padding behind the data of an xz block, 0 to 3.</param>
public readonly record struct SegmentNote(long ContentLength, uint ContentCrc, int Padding)
{
    /// <summary>Length as bytes.</summary>
    public const int Size = 13;

    private const int LargestPadding = 3;

    /// <summary>The note as bytes, to be kept.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, ContentLength);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), ContentCrc);
        bytes[12] = (byte)Padding;
        return bytes;
    }

    /// <summary>Reads what <see cref="ToBytes"/> made.</summary>
    /// <exception cref="InvalidDataException">The bytes are no note.</exception>
    public static SegmentNote Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
        {
            throw new InvalidDataException($"The note of a compressed segment has {Size} bytes, not {bytes.Length}.");
        }

        var note = new SegmentNote(
            BinaryPrimitives.ReadInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]), bytes[12]);
        return note is { ContentLength: > 0 and <= ContentPiece.Longest, Padding: <= LargestPadding }
            ? note
            : throw new InvalidDataException("The note of a compressed segment is damaged.");
    }
}
