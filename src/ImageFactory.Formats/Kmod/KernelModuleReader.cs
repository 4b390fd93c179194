using System.Buffers.Binary;
using System.Text;
using ImageFactory.Formats.Compression;
using ImageFactory.Formats.Elf;

namespace ImageFactory.Formats.Kmod;

/// <summary>
/// Reads what an index needs to know of a kernel module that nobody vouches for: a little-endian ELF file, compressed with gzip, xz or
/// zstd or not at all. Exported symbols are those with a checksum (<c>__crc_</c>), or, where the kernel has none, those of
/// <c>__ksymtab_strings</c>.
/// </summary>
public static class KernelModuleReader
{
    /// <summary>The longest module that is read, in bytes and decompressed; it is held in memory while it is read.</summary>
    public const int LongestModule = 256 * 1024 * 1024;

    private const int MaxRatio = 1000;
    private const int MostTexts = 16 * 1024;
    private const int MostSymbols = 256 * 1024;
    private const int LongestText = 4095;
    private const int VersionSize = 64;
    private const string Checksum = "__crc_";

    private static readonly DecompressionLimits Limits = new() { MaxBytes = LongestModule, MaxRatio = MaxRatio };

    /// <summary>Reads a module.</summary>
    /// <param name="path">Its path below the directory of the kernel release.</param>
    /// <param name="content">The file, from its present position to its end.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidDataException">The module is damaged, too long, or what it says of itself does not fit into an index.</exception>
    public static async Task<ModuleFacts> ReadAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        try
        {
            await using var plain = await Decompression.OpenDetectedAsync(content, Limits, leaveOpen: true, cancellationToken);
            using var buffer = new MemoryStream();
            await plain.CopyToAsync(buffer, cancellationToken);
            return Read(path, buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"The kernel module '{path}' is damaged: {exception.Message}", exception);
        }
    }

    private static ModuleFacts Read(string path, ReadOnlyMemory<byte> bytes)
    {
        var elf = ElfFile.Read(bytes, ElfLimits.KernelModule);
        var symbols = Symbols(elf);
        var checksummed = symbols
            .Where(symbol => symbol.Name.StartsWith(Checksum, StringComparison.Ordinal) && symbol.Name.Length > Checksum.Length)
            .Select(symbol => symbol.Name[Checksum.Length..])
            .ToArray();
        var information = Texts(elf.FindSection(".modinfo"), MostSymbols).ToArray();
        return new ModuleFacts
        {
            Path = Text(Encoding.UTF8.GetBytes(path)),
            Exports = checksummed.Length > 0 ? checksummed : [.. Texts(elf.FindSection("__ksymtab_strings"), MostSymbols).Select(text => Text(text.Span))],
            Needs = [.. symbols.Where(symbol => symbol.IsNeeded).Select(symbol => symbol.Name).Concat(Versions(elf)).Distinct(StringComparer.Ordinal)],
            Aliases = Values(information, "alias="u8),
            SoftDependencies = Values(information, "softdep="u8),
            WeakDependencies = Values(information, "weakdep="u8),
        };
    }

    private static List<(string Name, bool IsNeeded)> Symbols(ElfFile elf)
    {
        var names = elf.FindSection(".strtab") ?? throw new InvalidDataException("It has no table of symbol names.");
        var table = elf.FindSection(".symtab") ?? throw new InvalidDataException("It has no table of symbols.");
        var size = elf.Is64 ? ElfSymbol.Size : ElfSymbol.Size32;
        var bytes = table.Content.Span;
        var symbols = new List<(string Name, bool IsNeeded)>();
        if (bytes.Length % size != 0)
        {
            throw new InvalidDataException($"Its table of symbols has {bytes.Length} bytes, which is no multiple of {size}.");
        }

        for (var offset = size; offset < bytes.Length; offset += size)
        {
            var row = bytes.Slice(offset, size);
            var isNeeded = BinaryPrimitives.ReadUInt16LittleEndian(row[(elf.Is64 ? 6 : 14)..]) == 0;
            var name = ElfFile.StringAt(names.Content.Span, BinaryPrimitives.ReadUInt32LittleEndian(row));
            if (name.Length > 0 && (isNeeded || name.StartsWith("__crc_"u8)))
            {
                symbols.Add(symbols.Count < MostSymbols ? (Text(name), isNeeded) : throw TooMany(MostSymbols, "symbols"));
            }
        }

        return symbols;
    }

    // Rows of a checksum of 4 or 8 bytes and a name; some symbols that the kernel checks are only here (module_layout).
    private static List<string> Versions(ElfFile elf)
    {
        var names = new List<string>();
        var checksum = elf.Is64 ? sizeof(ulong) : sizeof(uint);
        if (elf.FindSection("__versions") is not { } section || section.Content.Length % VersionSize != 0)
        {
            return names;
        }

        for (var rest = section.Content; rest.Length > 0; rest = rest[VersionSize..])
        {
            var name = rest.Span[checksum..VersionSize];
            var end = name.IndexOf((byte)0);
            if (end > 0)
            {
                names.Add(names.Count < MostSymbols ? Text(name[..end]) : throw TooMany(MostSymbols, "versions"));
            }
        }

        return names;
    }

    private static List<string> Values(IEnumerable<ReadOnlyMemory<byte>> information, ReadOnlySpan<byte> key)
    {
        var values = new List<string>();
        foreach (var text in information)
        {
            if (text.Span.StartsWith(key))
            {
                values.Add(values.Count < MostTexts ? Text(text.Span[key.Length..]) : throw TooMany(MostTexts, "values of one key"));
            }
        }

        return values;
    }

    /// <summary>The texts of a section: they end with one zero or more, the last with the section.</summary>
    private static List<ReadOnlyMemory<byte>> Texts(ElfSection? section, int most)
    {
        var texts = new List<ReadOnlyMemory<byte>>();
        var rest = section?.Content ?? ReadOnlyMemory<byte>.Empty;
        while (rest.Length > 0)
        {
            var length = rest.Span.IndexOf((byte)0);
            var text = length < 0 ? rest : rest[..length];
            if (text.Length > 0)
            {
                texts.Add(texts.Count < most ? text : throw TooMany(most, "texts"));
            }

            rest = rest[Math.Min(text.Length + 1, rest.Length)..];
        }

        return texts;
    }

    // Indexes hold 7-bit ASCII, in lines.
    private static string Text(ReadOnlySpan<byte> text)
    {
        if (text.Length > LongestText)
        {
            throw new InvalidDataException($"It has a name or a value of {text.Length} bytes; an index takes {LongestText}.");
        }

        return text.ContainsAnyExceptInRange((byte)' ', (byte)'~')
            ? throw new InvalidDataException($"It has a name or a value that is not printable ASCII, and does not fit into an index: {Convert.ToHexStringLower(text[..Math.Min(text.Length, 32)])}.")
            : Encoding.ASCII.GetString(text);
    }

    private static InvalidDataException TooMany(int most, string what) => new($"It has more than {most} {what}.");
}
