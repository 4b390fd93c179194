using System.Buffers.Binary;

namespace ImageFactory.Formats.Kmod;

/// <summary>
/// The hash of P. Hsieh by which kmod's tables order their entries. Some files of an index are written in the order of such a table, so
/// that it is part of the format.
/// </summary>
internal static class SuperfastHash
{
    private const int Stride = 4;

    public static uint Compute(ReadOnlySpan<byte> key)
    {
        unchecked
        {
            var hash = (uint)key.Length;
            for (; key.Length >= Stride; key = key[Stride..])
            {
                hash += BinaryPrimitives.ReadUInt16LittleEndian(key);
                var mixed = ((uint)BinaryPrimitives.ReadUInt16LittleEndian(key[2..]) << 11) ^ hash;
                hash = (hash << 16) ^ mixed;
                hash += hash >> 11;
            }

            return Avalanche(Finish(hash, key));
        }
    }

    private static uint Finish(uint hash, ReadOnlySpan<byte> rest)
    {
        unchecked
        {
            switch (rest.Length)
            {
                case 3:
                    hash += BinaryPrimitives.ReadUInt16LittleEndian(rest);
                    hash ^= hash << 16;
                    hash ^= (uint)rest[2] << 18;
                    return hash + (hash >> 11);
                case 2:
                    hash += BinaryPrimitives.ReadUInt16LittleEndian(rest);
                    hash ^= hash << 11;
                    return hash + (hash >> 17);
                case 1:
                    hash += rest[0];
                    hash ^= hash << 10;
                    return hash + (hash >> 1);
                default:
                    return hash;
            }
        }
    }

    private static uint Avalanche(uint hash)
    {
        unchecked
        {
            hash ^= hash << 3;
            hash += hash >> 5;
            hash ^= hash << 4;
            hash += hash >> 17;
            hash ^= hash << 25;
            return hash + (hash >> 6);
        }
    }
}
