using System.Buffers.Binary;

namespace ImageFactory.Formats.Elf;

/// <summary>A relocation of a 64-bit file, with its addend (System V ABI, "Relocation").</summary>
/// <param name="Offset">Where it applies, in the section that it changes.</param>
/// <param name="Type">What to do; each processor has its own numbers.</param>
/// <param name="Symbol">The index of a symbol.</param>
/// <param name="Addend">What is added to the symbol's value.</param>
internal readonly record struct ElfRelocation(ulong Offset, uint Type, uint Symbol, long Addend)
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 24;

    public static ElfRelocation Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadUInt64LittleEndian(source),
        BinaryPrimitives.ReadUInt32LittleEndian(source[8..]),
        BinaryPrimitives.ReadUInt32LittleEndian(source[12..]),
        BinaryPrimitives.ReadInt64LittleEndian(source[16..]));
}
