using System.Buffers.Binary;

namespace ImageFactory.Formats.Compression;

/// <summary>The CRC-32 of gzip (RFC 1952 section 8): reflected, polynomial 0x04C11DB7, starts and ends inverted.</summary>
public static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const int Slices = 8;
    private const int TableSize = 256;

    // Bit-reflected: the highest bit is the coefficient of x to the 0.
    private const uint One = 1u << 31;
    private const uint ByteShift = One >> 8;

    // Table s holds the remainder of each byte value that s more bytes of zero follow.
    private static readonly uint[] Tables = MakeTables();

    /// <summary>The CRC of some bytes.</summary>
    public static uint Compute(ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<uint> tables = Tables;
        var crc = uint.MaxValue;
        for (; content.Length >= Slices; content = content[Slices..])
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(content) ^ crc;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(content[4..]);
            crc = Slide(tables[(4 * TableSize)..], low) ^ Slide(tables, high);
        }

        foreach (var value in content)
        {
            crc = (crc >> 8) ^ tables[(byte)crc ^ value];
        }

        return ~crc;
    }

    /// <summary>The CRC of content whose two halves have these CRCs.</summary>
    /// <param name="secondLength">The length of the second half in bytes, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    public static uint Combine(uint first, uint second, long secondLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(secondLength);
        return Multiply(first, PowerOfByteShift(secondLength)) ^ second;
    }

    private static uint Slide(ReadOnlySpan<uint> tables, uint word) =>
        tables[(3 * TableSize) + (byte)word]
        ^ tables[(2 * TableSize) + (byte)(word >> 8)]
        ^ tables[TableSize + (byte)(word >> 16)]
        ^ tables[(int)(word >> 24)];

    private static uint PowerOfByteShift(long exponent)
    {
        var power = One;
        for (var square = ByteShift; exponent > 0; exponent >>= 1)
        {
            power = (exponent & 1) == 0 ? power : Multiply(power, square);
            square = Multiply(square, square);
        }

        return power;
    }

    private static uint Multiply(uint a, uint b)
    {
        var product = 0u;
        for (var coefficient = One; coefficient != 0; coefficient >>= 1)
        {
            product ^= (a & coefficient) == 0 ? 0 : b;
            b = MultiplyByX(b);
        }

        return product;
    }

    private static uint MultiplyByX(uint value) => (value & 1) == 0 ? value >> 1 : (value >> 1) ^ Polynomial;

    private static uint[] MakeTables()
    {
        var tables = new uint[Slices * TableSize];
        for (var index = 0; index < tables.Length; index++)
        {
            var crc = index < TableSize ? (uint)index : tables[index - TableSize];
            for (var bit = 0; bit < 8; bit++)
            {
                crc = MultiplyByX(crc);
            }

            tables[index] = crc;
        }

        return tables;
    }
}
