using System.Buffers.Binary;

namespace ImageFactory.Formats.Iso9660;

/// <summary>Numbers that are recorded twice, little-endian and big-endian (ECMA-119, 7.2.3 and 7.3.3).</summary>
internal static class BothEndian
{
    public static void Write16(Span<byte> destination, ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(destination, value);
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], value);
    }

    public static void Write32(Span<byte> destination, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, value);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], value);
    }
}
