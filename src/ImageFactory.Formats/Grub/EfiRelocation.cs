using System.Buffers.Binary;
using ImageFactory.Formats.Elf;

namespace ImageFactory.Formats.Grub;

/// <summary>
/// The relocations of GRUB's kernels (System V ABI, AMD64 Architecture Processor Supplement, "Relocation Types"; ELF for the Arm 64-bit
/// Architecture, "Relocation").
/// </summary>
internal static class EfiRelocation
{
    private const uint X64Absolute = 1;
    private const uint X64Relative = 2;
    private const uint X64Call = 4;
    private const uint Arm64Absolute = 257;
    private const uint Arm64Page = 275;
    private const uint Arm64Add = 277;
    private const uint Arm64LoadByte = 278;
    private const uint Arm64Jump = 282;
    private const uint Arm64Call = 283;
    private const uint Arm64Load16 = 284;
    private const uint Arm64Load32 = 285;
    private const uint Arm64Load64 = 286;
    private const uint Arm64Load128 = 299;
    private const int PageBits = 12;

    /// <summary>How many bytes one changes.</summary>
    public static int Width(ushort machine, uint type) => IsAbsolute(machine, type) ? sizeof(ulong) : sizeof(uint);

    /// <summary>Applies one; true when the bytes are an address that changes with the place of the image.</summary>
    /// <param name="machine">The processor, an ELF number.</param>
    /// <param name="type">The kind of relocation.</param>
    /// <param name="bytes">What it changes.</param>
    /// <param name="address">The address of those bytes.</param>
    /// <param name="value">The address of what is meant.</param>
    /// <exception cref="InvalidDataException">The kind is not known, or what is meant is too far away.</exception>
    public static bool Apply(ushort machine, uint type, Span<byte> bytes, int address, long value)
    {
        var isAbsolute = IsAbsolute(machine, type);
        if (isAbsolute)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes, BinaryPrimitives.ReadInt64LittleEndian(bytes) + value);
        }
        else if (machine == ElfFile.X64 && type is X64Relative or X64Call)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes, (int)Signed(value - address, 32));
        }
        else
        {
            var instruction = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, Instruction(machine, type, instruction, address, value));
        }

        return isAbsolute;
    }

    private static bool IsAbsolute(ushort machine, uint type) =>
        (machine, type) is (ElfFile.X64, X64Absolute) or (ElfFile.Arm64, Arm64Absolute);

    private static uint Instruction(ushort machine, uint type, uint instruction, int address, long value) => (machine, type) switch
    {
        (ElfFile.Arm64, Arm64Jump or Arm64Call) =>
            (instruction & 0xFC00_0000) | ((uint)(Signed(value - address, 28) >> 2) & 0x03FF_FFFF),
        (ElfFile.Arm64, Arm64Page) => Page(instruction, Signed((value >> PageBits) - (address >> PageBits), 21)),
        (ElfFile.Arm64, Arm64Add or Arm64LoadByte) => Low(instruction, value, 0),
        (ElfFile.Arm64, Arm64Load16) => Low(instruction, value, 1),
        (ElfFile.Arm64, Arm64Load32) => Low(instruction, value, 2),
        (ElfFile.Arm64, Arm64Load64) => Low(instruction, value, 3),
        (ElfFile.Arm64, Arm64Load128) => Low(instruction, value, 4),
        _ => throw new InvalidDataException($"GRUB's kernel for ELF machine {machine} has a relocation of the unknown type {type}."),
    };

    // ADRP keeps the lowest two bits of the distance in pages apart from the others.
    private static uint Page(uint instruction, long pages) =>
        (instruction & 0x9F00_001F) | (((uint)pages & 3) << 29) | (((uint)(pages >> 2) & 0x7_FFFF) << 5);

    // The offset in the page, counted in what the instruction loads.
    private static uint Low(uint instruction, long value, int shift) =>
        (instruction & 0xFFC0_03FF) | (((uint)value & 0xFFF) >> shift << 10);

    private static long Signed(long value, int bits) => value << (64 - bits) >> (64 - bits) == value
        ? value
        : throw new InvalidDataException($"A relocation of GRUB's kernel is {value} away, which {bits} bits cannot hold.");
}
