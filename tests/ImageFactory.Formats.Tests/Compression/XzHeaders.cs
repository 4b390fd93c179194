namespace ImageFactory.Formats.Tests.Compression;

/// <summary>Forged headers of .xz streams.</summary>
internal static class XzHeaders
{
    /// <summary>
    /// The stream with another dictionary size in its first block header. The .xz file format 1.2.1: that header starts at byte 12
    /// and ends with its CRC32; the LZMA2 filter (5.3.1) is id 21, size 01 and one byte for the dictionary size, 40 the largest.
    /// </summary>
    public static byte[] WithDictionary(byte[] stream, byte size)
    {
        var headerLength = (stream[12] + 1) * 4;
        var header = stream.AsSpan(12, headerLength);
        header[header.IndexOf((byte[])[0x21, 0x01]) + 2] = size;
        BitConverter.TryWriteBytes(header[^4..], Crc32(header[..^4]));
        return stream;
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }
}
