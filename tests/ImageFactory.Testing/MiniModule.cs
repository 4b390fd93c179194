using System.Buffers.Binary;
using System.Text;

namespace ImageFactory.Testing;

/// <summary>Kernel modules that hold nothing but what an index needs: 64-bit ELF files with tables of symbols and texts.</summary>
public sealed class MiniModule
{
    private const int HeaderSize = 64;
    private const int SectionSize = 64;
    private const int SymbolSize = 24;

    /// <summary>The texts of <c>.modinfo</c>: <c>alias=…</c>.</summary>
    public IReadOnlyList<string> Information { get; init; } = [];

    /// <summary>The symbols that it exports.</summary>
    public IReadOnlyList<string> Exports { get; init; } = [];

    /// <summary>The symbols that it needs.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>The symbols of <c>__versions</c>; null for no such section.</summary>
    public IReadOnlyList<string>? Versions { get; init; }

    /// <summary>Whether exported symbols have checksums (<c>CONFIG_MODVERSIONS</c>).</summary>
    public bool HasChecksums { get; init; }

    /// <summary>The file.</summary>
    public byte[] ToBytes()
    {
        var names = new StringTable();
        byte[] symbols = [.. new byte[SymbolSize], .. Needs.SelectMany(need => Symbol(names.Add(need), section: 0)), .. Checksums(names)];
        var sections = new List<(string Name, byte[] Content)>
        {
            (".modinfo", Texts(Information)),
            ("__ksymtab_strings", Texts(Exports)),
            (".symtab", symbols),
            (".strtab", names.ToBytes()),
        };
        if (Versions is not null)
        {
            sections.Add(("__versions", [.. Versions.SelectMany(Version)]));
        }

        return Assemble(sections);
    }

    private IEnumerable<byte> Checksums(StringTable names) =>
        HasChecksums ? Exports.SelectMany(export => Symbol(names.Add("__crc_" + export), section: 0xFFF1)) : [];

    private static byte[] Symbol(uint name, ushort section)
    {
        var symbol = new byte[SymbolSize];
        BinaryPrimitives.WriteUInt32LittleEndian(symbol, name);
        symbol[4] = 0x10;
        BinaryPrimitives.WriteUInt16LittleEndian(symbol.AsSpan(6), section);
        return symbol;
    }

    private static byte[] Version(string name) => [.. new byte[8], .. Encoding.ASCII.GetBytes(name.PadRight(56, '\0'))];

    private static byte[] Texts(IEnumerable<string> texts) => Encoding.UTF8.GetBytes(string.Concat(texts.Select(text => text + '\0')));

    private static byte[] Assemble(List<(string Name, byte[] Content)> sections)
    {
        var names = new StringTable();
        var rows = new List<byte[]> { new byte[SectionSize] };
        var body = new List<byte>();
        foreach (var (name, content) in sections)
        {
            rows.Add(Row(names.Add(name), body.Count, content.Length));
            body.AddRange(content);
        }

        var nameOffset = names.Add(".shstrtab");
        var table = names.ToBytes();
        rows.Add(Row(nameOffset, body.Count, table.Length));
        body.AddRange(table);
        var header = new byte[HeaderSize];
        "\u007FELF\u0002\u0001\u0001"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(16), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(18), 62);
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(40), (ulong)(HeaderSize + body.Count));
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(58), SectionSize);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(60), (ushort)rows.Count);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(62), (ushort)(rows.Count - 1));
        return [.. header, .. body, .. rows.SelectMany(row => row)];
    }

    private static byte[] Row(uint name, int offset, int length)
    {
        var row = new byte[SectionSize];
        BinaryPrimitives.WriteUInt32LittleEndian(row, name);
        BinaryPrimitives.WriteUInt32LittleEndian(row.AsSpan(4), 1);
        BinaryPrimitives.WriteUInt64LittleEndian(row.AsSpan(24), (ulong)(HeaderSize + offset));
        BinaryPrimitives.WriteUInt64LittleEndian(row.AsSpan(32), (ulong)length);
        BinaryPrimitives.WriteUInt64LittleEndian(row.AsSpan(48), 1);
        return row;
    }

    private sealed class StringTable
    {
        private readonly List<byte> _bytes = [0];

        public uint Add(string text)
        {
            var offset = (uint)_bytes.Count;
            _bytes.AddRange(Encoding.UTF8.GetBytes(text));
            _bytes.Add(0);
            return offset;
        }

        public byte[] ToBytes() => [.. _bytes];
    }
}
