using System.Numerics;

namespace ImageFactory.Formats.Pe;

/// <summary>What must hold of a PE file so that moving its sections in the file and appending others keeps it sound.</summary>
internal static class StubRules
{
    private const uint MaximumFileAlignment = 64 * 1024;

    private const uint MaximumSectionAlignment = 1024 * 1024;

    internal static void Check(PeFile stub)
    {
        if (stub.Coff.PointerToSymbolTable != 0 || stub.Coff.NumberOfSymbols != 0)
        {
            throw new InvalidDataException("The stub has a COFF symbol table, whose place in the file would be lost.");
        }

        if (stub.Optional.HasCertificateTable)
        {
            throw new InvalidDataException("The stub is signed; appended sections would break its signature.");
        }

        CheckAlignment(stub.Optional);
        CheckData(stub);
        CheckMemory(stub.Sections);
    }

    private static void CheckAlignment(OptionalHeader optional)
    {
        if (!BitOperations.IsPow2(optional.FileAlignment) || optional.FileAlignment > MaximumFileAlignment)
        {
            throw new InvalidDataException($"The stub's FileAlignment is {optional.FileAlignment}.");
        }

        if (!BitOperations.IsPow2(optional.SectionAlignment)
            || optional.SectionAlignment < optional.FileAlignment
            || optional.SectionAlignment > MaximumSectionAlignment)
        {
            throw new InvalidDataException($"The stub's SectionAlignment is {optional.SectionAlignment}.");
        }

        // Otherwise alignment in memory and alignment relative to the image base would differ.
        if (optional.ImageBase % optional.SectionAlignment != 0)
        {
            throw new InvalidDataException($"The stub's ImageBase 0x{optional.ImageBase:x} is not aligned like its sections.");
        }
    }

    private static void CheckData(PeFile stub)
    {
        if (stub.Sections.FirstOrDefault(section => section.RawSize % stub.Optional.FileAlignment != 0) is { } odd)
        {
            throw new InvalidDataException($"The stub's section '{odd.Name}' has {odd.RawSize} bytes, which is not aligned.");
        }

        // Loaders take the raw size for a missing memory size, so that enlarging the data would enlarge it in memory.
        if (stub.Sections.FirstOrDefault(section => section is { VirtualSize: 0, RawSize: > 0 }) is { } empty)
        {
            throw new InvalidDataException($"The stub's section '{empty.Name}' has no size in memory.");
        }

        if (stub.Sections.All(section => section.RawSize == 0))
        {
            throw new InvalidDataException("No section of the stub has data.");
        }
    }

    private static void CheckMemory(IReadOnlyList<PeSection> sections)
    {
        long end = 0;
        foreach (var section in sections)
        {
            if (section.VirtualAddress < end)
            {
                throw new InvalidDataException(
                    $"The stub's section '{section.Name}' is loaded at 0x{section.VirtualAddress:x}, before the end of the one before it.");
            }

            end = section.VirtualEnd;
        }
    }
}
