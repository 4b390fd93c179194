using System.Buffers.Binary;

namespace ImageFactory.Formats.Elf;

/// <summary>A symbol of a 64-bit file (System V ABI, "Symbol Table").</summary>
/// <param name="Section">The index of its section.</param>
/// <param name="Value">Its offset in that section.</param>
internal readonly record struct ElfSymbol(ushort Section, ulong Value)
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 24;

    /// <summary>Length in bytes in a 32-bit file.</summary>
    public const int Size32 = 16;

    public static ElfSymbol Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadUInt16LittleEndian(source[6..]), BinaryPrimitives.ReadUInt64LittleEndian(source[8..]));
}
