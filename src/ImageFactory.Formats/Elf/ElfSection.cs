namespace ImageFactory.Formats.Elf;

/// <summary>A section of an ELF file (System V ABI, "Sections").</summary>
/// <param name="Index">Its place in the section table.</param>
/// <param name="Type">The <c>SHT_</c> type.</param>
/// <param name="Flags">The <c>SHF_</c> flags.</param>
/// <param name="Address">Where it is loaded; 0 in a file that is yet to be linked.</param>
/// <param name="Size">Its size in memory, in bytes.</param>
/// <param name="Alignment">What its address is a multiple of: a power of two.</param>
/// <param name="Link">The index of a section that belongs to it: of relocations, their symbols.</param>
/// <param name="Info">Of relocations, the index of the section that they change.</param>
/// <param name="Content">Its bytes in the file; none when it is all zeros.</param>
internal sealed record ElfSection(
    int Index, uint Type, ulong Flags, uint Address, uint Size, uint Alignment, uint Link, uint Info, ReadOnlyMemory<byte> Content)
{
    /// <summary>No section; its other fields mean nothing.</summary>
    public const uint Null = 0;

    /// <summary>A symbol table.</summary>
    public const uint SymbolTable = 2;

    /// <summary>Relocations with addends.</summary>
    public const uint RelocationsWithAddends = 4;

    /// <summary>A section of zeros.</summary>
    public const uint NoBits = 8;

    /// <summary>Relocations whose addends are where they apply.</summary>
    public const uint Relocations = 9;

    private const ulong AllocateFlag = 2;
    private const ulong ExecutableFlag = 4;

    /// <summary>Where its name is in the table of section names.</summary>
    public uint NameOffset { get; init; }

    /// <summary>Whether it is there when the program runs.</summary>
    public bool IsLoaded => (Flags & AllocateFlag) != 0;

    /// <summary>Whether it is code.</summary>
    public bool IsCode => (Flags & ExecutableFlag) != 0;
}
