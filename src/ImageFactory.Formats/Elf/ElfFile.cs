using System.Buffers.Binary;
using System.Numerics;

namespace ImageFactory.Formats.Elf;

/// <summary>A little-endian ELF file of 32 or 64 bits (System V ABI, "Object Files").</summary>
internal sealed class ElfFile
{
    /// <summary>Intel 80386.</summary>
    public const ushort I386 = 3;

    /// <summary>AMD x86-64.</summary>
    public const ushort X64 = 62;

    /// <summary>ARM with 64 bits.</summary>
    public const ushort Arm64 = 183;

    private const int ShortestHeader = 64;
    private const int SectionSize32 = 40;
    private const int SectionSize64 = 64;
    private const byte Class64 = 2;

    // No boot code comes near it, and every number below fits into an int.
    private const ulong MaximumSize = 16 * 1024 * 1024;
    private const ulong MaximumAlignment = 4096;

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly bool _is64;

    private ElfFile(ReadOnlyMemory<byte> bytes)
    {
        _bytes = bytes;
        _is64 = bytes.Span[4] == Class64;
        Machine = BinaryPrimitives.ReadUInt16LittleEndian(bytes.Span[18..]);
        Sections = [.. ReadSections()];
    }

    /// <summary>The processor, an <c>EM_</c> number.</summary>
    public ushort Machine { get; }

    /// <summary>The sections in the order of their table, that of index 0 too.</summary>
    public IReadOnlyList<ElfSection> Sections { get; }

    /// <summary>Reads the section table, and checks that all contents are in the file.</summary>
    /// <exception cref="InvalidDataException">This is no little-endian ELF file, it is damaged, or too large for boot code.</exception>
    public static ElfFile Read(ReadOnlyMemory<byte> bytes)
    {
        var header = bytes.Span;
        var isKnown = header.Length >= ShortestHeader && header.StartsWith("\u007FELF"u8) && header[4] is 1 or 2 && header[5] == 1;
        return isKnown ? new ElfFile(bytes) : throw new InvalidDataException("The file is not a little-endian ELF file.");
    }

    private IEnumerable<ElfSection> ReadSections()
    {
        var table = _is64 ? Read64(0x28) : Read32(0x20);
        var size = _is64 ? SectionSize64 : SectionSize32;
        var count = BinaryPrimitives.ReadUInt16LittleEndian(_bytes.Span[(_is64 ? 0x3C : 0x30)..]);
        for (var index = 0; index < count; index++)
        {
            yield return ReadSection(index, Within(table + (ulong)(index * size), (ulong)size).Span);
        }
    }

    private ElfSection ReadSection(int index, ReadOnlySpan<byte> row)
    {
        var type = BinaryPrimitives.ReadUInt32LittleEndian(row[4..]);
        var offset = Field(row, 16, 24);
        var size = Field(row, 20, 32);
        var alignment = Math.Max(Field(row, 32, 48), 1);
        var address = Field(row, 12, 16);
        if (size > MaximumSize || address > MaximumSize || alignment > MaximumAlignment || !BitOperations.IsPow2(alignment))
        {
            throw new InvalidDataException(
                $"Section {index} of an ELF file has {size} bytes at address {address} with alignment {alignment}: more than boot code has.");
        }

        return new ElfSection(
            index,
            type,
            Field(row, 8, 8),
            (uint)address,
            (uint)size,
            (uint)alignment,
            BinaryPrimitives.ReadUInt32LittleEndian(row[(_is64 ? 40 : 24)..]),
            BinaryPrimitives.ReadUInt32LittleEndian(row[(_is64 ? 44 : 28)..]),
            type == ElfSection.NoBits ? ReadOnlyMemory<byte>.Empty : Within(offset, size));
    }

    private ulong Field(ReadOnlySpan<byte> row, int offset32, int offset64) => _is64
        ? BinaryPrimitives.ReadUInt64LittleEndian(row[offset64..])
        : BinaryPrimitives.ReadUInt32LittleEndian(row[offset32..]);

    private ulong Read64(int offset) => BinaryPrimitives.ReadUInt64LittleEndian(_bytes.Span[offset..]);

    private ulong Read32(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.Span[offset..]);

    private ReadOnlyMemory<byte> Within(ulong offset, ulong length)
    {
        var total = (ulong)_bytes.Length;
        return offset <= total && length <= total - offset
            ? _bytes.Slice((int)offset, (int)length)
            : throw new InvalidDataException($"An ELF file of {total} bytes has no {length} bytes at {offset}.");
    }
}
