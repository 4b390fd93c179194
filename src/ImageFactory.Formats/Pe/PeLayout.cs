using System.Buffers.Binary;
using System.Numerics;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Pe;

/// <summary>
/// Where everything goes in a PE file made of a stub and appended sections. The stub's sections keep their place in memory; in
/// the file all sections are packed behind the new headers, in table order and without a gap.
/// </summary>
/// <remarks>
/// A section that asks for an alignment in the file gets it by giving the section before it a larger SizeOfRawData, filled with
/// zeros: loaders copy no more than VirtualSize, and the Authenticode hash (like sbsign) takes the sections' raw data to cover
/// the file without gaps. The headers never grow for this: a stub has at least one section with data, its code.
/// </remarks>
public sealed class PeLayout
{
    internal const int NewHeaderOffset = 0x80;

    private const int SectionTableOffset = NewHeaderOffset + PeReader.SignatureSize + CoffHeader.Size + OptionalHeader.Size;

    private PeLayout(
        PeFile stub,
        IReadOnlyList<PeSection> sections,
        IReadOnlyList<ExtentMap> contents,
        OptionalHeader optional,
        uint timeDateStamp)
    {
        DosHeader = [.. stub.DosHeader];
        BinaryPrimitives.WriteUInt32LittleEndian(DosHeader.AsSpan(PeReader.NewHeaderOffsetField), NewHeaderOffset);
        Sections = sections;
        Contents = contents;
        Optional = optional;
        Coff = stub.Coff with { NumberOfSections = (ushort)sections.Count, TimeDateStamp = timeDateStamp };
    }

    /// <summary>The section table: the stub's sections, then the appended ones.</summary>
    public IReadOnlyList<PeSection> Sections { get; }

    /// <summary>For each section its bytes in the file; of an appended one without the padding.</summary>
    public IReadOnlyList<ExtentMap> Contents { get; }

    /// <summary>Length of the file in bytes.</summary>
    public long Length => Math.Max(Optional.SizeOfHeaders, Sections.Max(section => section.RawEnd));

    internal byte[] DosHeader { get; }

    internal CoffHeader Coff { get; }

    internal OptionalHeader Optional { get; }

    /// <summary>Places the stub's and the appended sections.</summary>
    /// <param name="stub">The file that the sections are appended to.</param>
    /// <param name="added">The sections to append, in order.</param>
    /// <param name="timeDateStamp">The COFF header's TimeDateStamp: seconds since 1970.</param>
    /// <exception cref="ArgumentException">An appended section has no content, or its name or alignment is impossible.</exception>
    /// <exception cref="InvalidDataException">Nothing can be appended to this stub, or the file would be too large for PE.</exception>
    public static PeLayout Create(PeFile stub, IReadOnlyList<PeAddedSection> added, uint timeDateStamp)
    {
        StubRules.Check(stub);
        foreach (var section in added)
        {
            CheckAdded(section);
        }

        var sections = stub.Sections.ToList();
        AppendInMemory(sections, added, stub.Optional);
        if (sections.Count > PeReader.MaximumSections)
        {
            throw new InvalidDataException(
                $"The stub has {stub.Sections.Count} sections; with {added.Count} more there are over {PeReader.MaximumSections}.");
        }

        var sizeOfHeaders = SizeOfHeaders(sections, stub.Optional.FileAlignment);
        PackInFile(sections, added, sizeOfHeaders);
        ExtentMap[] contents = [.. stub.Sections.Select(stub.RawData), .. added.Select(section => section.Content)];
        return new PeLayout(stub, sections, contents, Describe(stub.Optional, sections, sizeOfHeaders), timeDateStamp);
    }

    private static void CheckAdded(PeAddedSection section)
    {
        if (section.Name.Length is 0 or > PeSection.NameSize || section.Name.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw new ArgumentException($"Section name '{section.Name}' does not consist of 1 to 8 printable ASCII characters.", nameof(section));
        }

        if (section.Content.Length == 0)
        {
            throw new ArgumentException($"Section '{section.Name}' is empty.", nameof(section));
        }

        if (section.RawAlignment <= 0 || !BitOperations.IsPow2(section.RawAlignment))
        {
            throw new ArgumentException($"Section '{section.Name}': the alignment {section.RawAlignment} is not a power of two.", nameof(section));
        }
    }

    private static void AppendInMemory(List<PeSection> sections, IReadOnlyList<PeAddedSection> added, OptionalHeader optional)
    {
        foreach (var section in added)
        {
            sections.Add(new PeSection
            {
                Name = section.Name,
                VirtualSize = ToUInt32(section.Content.Length),
                VirtualAddress = ToUInt32(AlignUp(sections[^1].VirtualEnd, optional.SectionAlignment)),
                RawSize = ToUInt32(AlignUp(section.Content.Length, optional.FileAlignment)),
                RawOffset = 0,
                Characteristics = PeSection.InitializedData | PeSection.MemoryRead,
            });
        }
    }

    // The reference leaves the four bytes of the signature out. The sizes are the same except for a FileAlignment of 4 or less,
    // where its last header reaches into the first section's data.
    private static uint SizeOfHeaders(List<PeSection> sections, uint fileAlignment)
    {
        var size = ToUInt32(AlignUp(SectionTableOffset + (PeSection.Size * sections.Count), fileAlignment));
        var first = sections.Min(section => section.VirtualAddress);
        return size <= first
            ? size
            : throw new InvalidDataException(
                $"The headers of {sections.Count} sections take {size} bytes, but the stub's first section is loaded at {first}.");
    }

    private static void PackInFile(List<PeSection> sections, IReadOnlyList<PeAddedSection> added, uint sizeOfHeaders)
    {
        var firstAdded = sections.Count - added.Count;
        var previous = -1;
        long end = sizeOfHeaders;
        for (var index = 0; index < sections.Count; index++)
        {
            if (sections[index].RawSize == 0)
            {
                sections[index] = sections[index] with { RawOffset = 0 };
                continue;
            }

            var aligned = index < firstAdded ? end : AlignUp(end, (uint)added[index - firstAdded].RawAlignment);
            if (aligned > end)
            {
                var enlarged = sections[previous];
                sections[previous] = enlarged with { RawSize = ToUInt32(aligned - enlarged.RawOffset) };
            }

            sections[index] = sections[index] with { RawOffset = ToUInt32(aligned) };
            end = sections[index].RawEnd;
            previous = index;
        }

        ToUInt32(end);
    }

    private static OptionalHeader Describe(OptionalHeader stub, List<PeSection> sections, uint sizeOfHeaders)
    {
        var data = sections.Where(section => (section.Characteristics & PeSection.InitializedData) != 0);
        var others = sections.Where(section => (section.Characteristics & PeSection.InitializedData) == 0);
        return stub with
        {
            MajorLinkerVersion = 0,
            MinorLinkerVersion = 0,
            SizeOfCode = (uint)others.Sum(section => (long)section.RawSize),
            SizeOfInitializedData = (uint)data.Sum(section => (long)section.RawSize),
            SizeOfImage = ToUInt32(AlignUp(sections[^1].VirtualEnd, stub.SectionAlignment)),
            SizeOfHeaders = sizeOfHeaders,
            CheckSum = 0,
        };
    }

    private static long AlignUp(long value, uint alignment) => (value + alignment - 1) / alignment * alignment;

    private static uint ToUInt32(long value) =>
        value <= uint.MaxValue
            ? (uint)value
            : throw new InvalidDataException($"The image needs an address of {value}; PE files end at 4 GiB.");
}
