using System.Buffers.Binary;

namespace ImageFactory.Testing;

/// <summary>The smallest PE32+ file that sections can be appended to: one section of 512 bytes.</summary>
public static class SmallStub
{
    /// <summary>The bytes of the file.</summary>
    public static byte[] Create()
    {
        var file = new byte[1024];
        "MZ"u8.CopyTo(file);
        file[0x3C] = 0x40;
        "PE\0\0"u8.CopyTo(file.AsSpan(0x40));
        Put(file, 0x44, 0x00018664);
        Put(file, 0x54, 240);
        Put(file, 0x58, 0x20B);
        Put(file, 0x78, 0x1000);
        Put(file, 0x7C, 0x200);
        Put(file, 0xC4, 16);
        ".text"u8.CopyTo(file.AsSpan(0x148));
        Put(file, 0x150, 512);
        Put(file, 0x154, 0x1000);
        Put(file, 0x158, 512);
        Put(file, 0x15C, 512);
        Put(file, 0x16C, 0x60000020);
        return file;
    }

    private static void Put(Span<byte> file, int offset, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(file[offset..], value);
}
