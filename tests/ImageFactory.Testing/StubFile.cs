using System.Buffers.Binary;
using System.Text;

namespace ImageFactory.Testing;

/// <summary>A small PE32+ file, byte by byte: .text (1000 bytes in memory) and .data (16 bytes), both 1024 or 512 bytes in the file.</summary>
public static class StubFile
{
    /// <summary>Where the section table starts.</summary>
    public const int SectionTable = 0x148;

    /// <summary>The bytes of the file.</summary>
    public static byte[] Create()
    {
        var file = new byte[0x200 + 0x400 + 0x200];
        "MZ stub"u8.CopyTo(file);
        Put32(file, 0x3C, 0x40);
        "PE\0\0"u8.CopyTo(file.AsSpan(0x40));
        Put16(file, 0x44, 0x8664);
        Put16(file, 0x46, 2);
        Put32(file, 0x48, 1234);
        Put16(file, 0x54, 240);
        Put16(file, 0x56, 0x22E);
        Put16(file, 0x58, 0x20B);
        file[0x5A] = 2;
        file[0x5B] = 40;
        Put32(file, 0x68, 0x1000);
        Put32(file, 0x70, 0x4DF90000);
        Put32(file, 0x78, 0x1000);
        Put32(file, 0x7C, 0x200);
        Put32(file, 0x90, 0x3000);
        Put32(file, 0x94, 0x200);
        Put32(file, 0x98, 0xC0FFEE);
        Put16(file, 0x9C, 10);
        Put32(file, 0xC4, 16);
        PutSection(file, 0, ".text", [1000, 0x1000, 0x400, 0x200, 0x60000020]);
        PutSection(file, 1, ".data", [16, 0x2000, 0x200, 0x600, 0xC0000040]);
        file.AsSpan(0x200, 1000).Fill((byte)'T');
        file.AsSpan(0x600, 16).Fill((byte)'D');
        return file;
    }

    /// <summary>Writes a little-endian number of 16 bits.</summary>
    public static void Put16(Span<byte> file, int offset, ushort value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(file[offset..], value);

    /// <summary>Writes a little-endian number of 32 bits.</summary>
    public static void Put32(Span<byte> file, int offset, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(file[offset..], value);

    /// <summary>Reads a little-endian number of 32 bits.</summary>
    public static uint Get32(ReadOnlySpan<byte> file, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(file[offset..]);

    private static void PutSection(byte[] file, int index, string name, uint[] fields)
    {
        var offset = SectionTable + (40 * index);
        Encoding.ASCII.GetBytes(name, file.AsSpan(offset));
        for (var field = 0; field < 4; field++)
        {
            Put32(file, offset + 8 + (4 * field), fields[field]);
        }

        Put32(file, offset + 36, fields[4]);
    }
}
