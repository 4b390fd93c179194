using System.Buffers.Binary;
using System.Text;

namespace ImageFactory.Formats.Grub;

/// <summary>
/// What GRUB's kernel finds behind itself: a header, and objects with a type and a length each (GRUB: <c>include/grub/kernel.h</c>,
/// <c>grub_module_info</c> and <c>grub_module_header</c>).
/// </summary>
internal static class ModuleArea
{
    private const uint Magic = 0x676D696D;
    private const uint ElfModule = 0;
    private const uint Configuration = 2;
    private const uint Prefix = 3;
    private const int ObjectHeader = 8;

    /// <summary>The bytes for a kernel whose words have so many bytes, 4 or 8.</summary>
    public static byte[] ToBytes(GrubImageOptions options, int wordSize)
    {
        using var area = new MemoryStream();
        var header = 3 * wordSize;
        area.SetLength(header);
        area.Position = header;
        foreach (var module in options.Files.Load(options.Modules))
        {
            Append(area, ElfModule, module.Span, wordSize);
        }

        if (options.Configuration is { } configuration)
        {
            Append(area, Configuration, Text(configuration), wordSize);
        }

        Append(area, Prefix, Text(options.Prefix), wordSize);
        var bytes = area.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(wordSize), (uint)header);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(2 * wordSize), (uint)bytes.Length);
        return bytes;
    }

    private static byte[] Text(string text) => [.. Encoding.ASCII.GetBytes(text), 0];

    private static void Append(MemoryStream area, uint type, ReadOnlySpan<byte> content, int wordSize)
    {
        var length = (ObjectHeader + content.Length + wordSize - 1) / wordSize * wordSize;
        Span<byte> header = stackalloc byte[ObjectHeader];
        BinaryPrimitives.WriteUInt32LittleEndian(header, type);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)length);
        area.Write(header);
        area.Write(content);
        area.Write(new byte[length - ObjectHeader - content.Length]);
    }
}
