using ImageFactory.Formats.Elf;

namespace ImageFactory.Formats.Grub;

/// <summary>GRUB's kernel for UEFI, linked for the addresses that it has in a PE file that is loaded at 0.</summary>
internal sealed class EfiKernel
{
    /// <summary>What sections of the PE file are aligned to, in memory and in the file. The first page is that of the headers.</summary>
    public const int PageSize = 4096;

    private readonly ElfFile _elf;
    private readonly Dictionary<int, int> _places = [];
    private readonly List<int> _fixups = [];
    private readonly byte[] _image;

    private EfiKernel(ElfFile elf)
    {
        _elf = elf;
        CodeEnd = Place(PageSize, elf.Sections.Where(section => section.IsLoaded && section.IsCode));

        // The zeros come last, whatever the order of the file.
        var data = elf.Sections.Where(section => section.IsLoaded && !section.IsCode).OrderBy(section => section.Type == ElfSection.NoBits);
        _image = new byte[Place(CodeEnd, data)];
        foreach (var (index, place) in _places)
        {
            elf.Sections[index].Content.Span.CopyTo(_image.AsSpan(place));
        }
    }

    /// <summary>The processor, an ELF number.</summary>
    public ushort Machine => _elf.Machine;

    /// <summary>Where the code ends and the data begins: a multiple of a page.</summary>
    public int CodeEnd { get; }

    /// <summary>The memory of code and data, from address 0 on; whole pages.</summary>
    public ReadOnlyMemory<byte> Image => _image;

    /// <summary>Where 64-bit addresses are that change when the image is loaded elsewhere.</summary>
    public IReadOnlyList<int> Fixups => _fixups;

    /// <summary>Places the sections and applies their relocations.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or for another processor, or a relocation is not known.</exception>
    public static EfiKernel Link(ElfFile elf)
    {
        var kernel = new EfiKernel(elf);
        foreach (var section in elf.Sections.Where(section => kernel._places.ContainsKey((int)section.Info)))
        {
            if (section.Type == ElfSection.Relocations)
            {
                throw new InvalidDataException("GRUB's kernel has relocations without addends.");
            }

            if (section.Type == ElfSection.RelocationsWithAddends)
            {
                kernel.Relocate(section);
            }
        }

        return kernel;
    }

    private int Place(int start, IEnumerable<ElfSection> sections)
    {
        var next = start;
        foreach (var section in sections)
        {
            next = AlignUp(next, (int)section.Alignment);
            _places.Add(section.Index, next);
            next = checked(next + (int)section.Size);
        }

        return AlignUp(next, PageSize);
    }

    private void Relocate(ElfSection relocations)
    {
        var target = _elf.Sections[(int)relocations.Info];
        var place = _places[target.Index];
        var symbols = Symbols(relocations);
        for (var offset = 0; offset <= relocations.Content.Length - ElfRelocation.Size; offset += ElfRelocation.Size)
        {
            var relocation = ElfRelocation.Read(relocations.Content.Span[offset..]);
            if (relocation.Offset + (ulong)EfiRelocation.Width(_elf.Machine, relocation.Type) > target.Size)
            {
                throw new InvalidDataException($"A relocation at {relocation.Offset} is not inside its section of {target.Size} bytes.");
            }

            var address = place + (int)relocation.Offset;
            var value = Value(symbols, relocation.Symbol) + relocation.Addend;
            if (EfiRelocation.Apply(_elf.Machine, relocation.Type, _image.AsSpan(address), address, value))
            {
                _fixups.Add(address);
            }
        }
    }

    private ReadOnlyMemory<byte> Symbols(ElfSection relocations)
    {
        var symbols = relocations.Link < _elf.Sections.Count ? _elf.Sections[(int)relocations.Link] : null;
        return symbols is { Type: ElfSection.SymbolTable }
            ? symbols.Content
            : throw new InvalidDataException("Relocations of GRUB's kernel have no symbols.");
    }

    private long Value(ReadOnlyMemory<byte> symbols, uint index)
    {
        if (index >= symbols.Length / ElfSymbol.Size)
        {
            throw new InvalidDataException($"GRUB's kernel has no symbol {index}.");
        }

        var symbol = ElfSymbol.Read(symbols.Span[((int)index * ElfSymbol.Size)..]);
        return _places.TryGetValue(symbol.Section, out var place)
            ? place + (long)symbol.Value
            : throw new InvalidDataException($"Symbol {index} of GRUB's kernel is not in it.");
    }

    private static int AlignUp(int value, int alignment) => (value + alignment - 1) / alignment * alignment;
}
