using System.Buffers.Binary;
using System.Numerics;
using System.Text;

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

    private const uint LongestName = 255;

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly ElfLimits _limits;
    private readonly bool _is64;

    private ElfFile(ReadOnlyMemory<byte> bytes, ElfLimits limits)
    {
        _bytes = bytes;
        _limits = limits;
        _is64 = bytes.Span[4] == Class64;
        Machine = BinaryPrimitives.ReadUInt16LittleEndian(bytes.Span[18..]);
        Sections = [.. ReadSections()];
    }

    /// <summary>The processor, an <c>EM_</c> number.</summary>
    public ushort Machine { get; }

    /// <summary>The sections in the order of their table, that of index 0 too.</summary>
    public IReadOnlyList<ElfSection> Sections { get; }

    /// <summary>Whether symbols and numbers have 64 bits.</summary>
    public bool Is64 => _is64;

    /// <summary>Reads the section table of boot code, and checks that all contents are in the file.</summary>
    /// <exception cref="InvalidDataException">This is no little-endian ELF file, it is damaged, or too large for boot code.</exception>
    public static ElfFile Read(ReadOnlyMemory<byte> bytes) => Read(bytes, ElfLimits.BootCode);

    /// <summary>Reads the section table, and checks that all contents are in the file.</summary>
    /// <exception cref="InvalidDataException">This is no little-endian ELF file, it is damaged, or exceeds a limit.</exception>
    public static ElfFile Read(ReadOnlyMemory<byte> bytes, ElfLimits limits)
    {
        var header = bytes.Span;
        var isKnown = header.Length >= ShortestHeader && header.StartsWith("\u007FELF"u8) && header[4] is 1 or 2 && header[5] == 1;
        return isKnown ? new ElfFile(bytes, limits) : throw new InvalidDataException("The file is not a little-endian ELF file.");
    }

    /// <summary>The first section of that name, or null.</summary>
    /// <exception cref="InvalidDataException">There is no table of names.</exception>
    public ElfSection? FindSection(string name)
    {
        var index = BinaryPrimitives.ReadUInt16LittleEndian(_bytes.Span[(_is64 ? 0x3E : 0x32)..]);
        if (index == 0 || index >= Sections.Count)
        {
            throw new InvalidDataException("An ELF file has no table of section names.");
        }

        var names = Sections[index].Content;
        return Sections.Skip(1).FirstOrDefault(section => string.Equals(NameAt(names.Span, section.NameOffset), name, StringComparison.Ordinal));
    }

    /// <summary>The bytes of a string table from an offset up to the next zero.</summary>
    /// <exception cref="InvalidDataException">They are not in it.</exception>
    public static ReadOnlySpan<byte> StringAt(ReadOnlySpan<byte> table, uint offset)
    {
        if (offset >= table.Length)
        {
            throw new InvalidDataException($"A string table of an ELF file has {table.Length} bytes, and no name at {offset}.");
        }

        var rest = table[(int)offset..];
        var length = rest.IndexOf((byte)0);
        return length >= 0 ? rest[..length] : throw new InvalidDataException("A string table of an ELF file does not end with a zero.");
    }

    private static string? NameAt(ReadOnlySpan<byte> names, uint offset)
    {
        if (offset >= names.Length)
        {
            return null;
        }

        var rest = names[(int)offset..];
        var length = rest[..(int)Math.Min((uint)rest.Length, LongestName)].IndexOf((byte)0);
        return length < 0 ? null : Encoding.Latin1.GetString(rest[..length]);
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
        if (size > _limits.MaxSize || address > _limits.MaxSize || alignment > _limits.MaxAlignment || !BitOperations.IsPow2(alignment))
        {
            throw new InvalidDataException(
                $"Section {index} of an ELF file has {size} bytes at address {address} with alignment {alignment}: more than {_limits.Kind} has.");
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
            type is ElfSection.NoBits or ElfSection.Null ? ReadOnlyMemory<byte>.Empty : Within(offset, size))
        {
            NameOffset = BinaryPrimitives.ReadUInt32LittleEndian(row),
        };
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
