using System.Buffers.Binary;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Pe;

/// <summary>Reads the headers of PE32+ files (PE Format, "Microsoft PE and COFF specification").</summary>
public static class PeReader
{
    internal const int DosHeaderSize = 64;

    internal const int NewHeaderOffsetField = 0x3C;

    internal const int SignatureSize = 4;

    // The Windows loader's own limit ("COFF File Header", NumberOfSections).
    internal const int MaximumSections = 96;

    // Real files have a DOS program of a few hundred bytes there; the limit only keeps odd files out.
    private const uint MaximumNewHeaderOffset = 64 * 1024;

    private const int FixedHeadersSize = SignatureSize + CoffHeader.Size + OptionalHeader.Size;

    /// <summary>
    /// Reads the headers, and checks that every section's data lies in the file, behind the headers, and apart from the others.
    /// </summary>
    /// <exception cref="FileNotFoundException">A blob is not there.</exception>
    /// <exception cref="InvalidDataException">The file is not a PE32+ image, or its section table is damaged.</exception>
    public static async Task<PeFile> ReadAsync(ExtentMap file, IBlobSource blobs, CancellationToken cancellationToken)
    {
        await using var reader = new ExtentReader(file, blobs);
        var dosHeader = await ReadAtAsync(reader, 0, DosHeaderSize, cancellationToken);
        var start = ParseDosHeader(dosHeader);

        var fixedHeaders = await ReadAtAsync(reader, start, FixedHeadersSize, cancellationToken);
        var coff = ParseCoffHeader(fixedHeaders);
        var optional = ParseOptionalHeader(fixedHeaders);

        var table = await ReadAtAsync(reader, start + FixedHeadersSize, coff.NumberOfSections * PeSection.Size, cancellationToken);
        var sections = ParseSections(table);
        CheckPlaces(sections, start + FixedHeadersSize + table.Length, file.Length);
        return new PeFile(file, dosHeader, coff, optional, sections);
    }

    private static async Task<byte[]> ReadAtAsync(ExtentReader reader, long offset, int count, CancellationToken cancellationToken)
    {
        if (offset + count > reader.Map.Length)
        {
            throw new InvalidDataException($"A PE header ends at byte {offset + count}, but the file at byte {reader.Map.Length}.");
        }

        var bytes = new byte[count];
        await reader.ReadExactlyAsync(offset, bytes, cancellationToken);
        return bytes;
    }

    private static long ParseDosHeader(ReadOnlySpan<byte> dosHeader)
    {
        if (!dosHeader.StartsWith("MZ"u8))
        {
            throw new InvalidDataException("The file does not start with 'MZ': it is not a PE file.");
        }

        var start = BinaryPrimitives.ReadUInt32LittleEndian(dosHeader[NewHeaderOffsetField..]);
        return start is >= DosHeaderSize and <= MaximumNewHeaderOffset
            ? start
            : throw new InvalidDataException($"The PE header is said to be at byte {start}.");
    }

    private static CoffHeader ParseCoffHeader(ReadOnlySpan<byte> headers)
    {
        if (!headers.StartsWith("PE\0\0"u8))
        {
            throw new InvalidDataException("The PE signature is missing.");
        }

        var coff = CoffHeader.Read(headers[SignatureSize..]);
        if (coff.SizeOfOptionalHeader != OptionalHeader.Size)
        {
            throw new InvalidDataException(
                $"The optional header has {coff.SizeOfOptionalHeader} bytes; a PE32+ image has {OptionalHeader.Size}.");
        }

        return coff.NumberOfSections is >= 1 and <= MaximumSections
            ? coff
            : throw new InvalidDataException($"The image has {coff.NumberOfSections} sections; expected 1 to {MaximumSections}.");
    }

    private static OptionalHeader ParseOptionalHeader(ReadOnlySpan<byte> headers)
    {
        var optional = OptionalHeader.Read(headers[(SignatureSize + CoffHeader.Size)..]);
        if (optional.Magic != OptionalHeader.Pe32PlusMagic || optional.NumberOfRvaAndSizes != OptionalHeader.DirectoryCount)
        {
            throw new InvalidDataException(
                $"Not a PE32+ image: optional header magic 0x{optional.Magic:x}, {optional.NumberOfRvaAndSizes} data directories.");
        }

        return optional;
    }

    private static PeSection[] ParseSections(ReadOnlySpan<byte> table)
    {
        var sections = new PeSection[table.Length / PeSection.Size];
        for (var index = 0; index < sections.Length; index++)
        {
            sections[index] = PeSection.Read(table[(index * PeSection.Size)..]);
        }

        return sections;
    }

    private static void CheckPlaces(IEnumerable<PeSection> sections, long headersEnd, long fileLength)
    {
        var end = headersEnd;
        foreach (var section in sections.Where(section => section.RawSize > 0).OrderBy(section => section.RawOffset))
        {
            if (section.RawOffset < end || section.RawEnd > fileLength)
            {
                throw new InvalidDataException(
                    $"Section '{section.Name}' is said to be at bytes {section.RawOffset} to {section.RawEnd}; "
                    + $"free are only bytes {end} to {fileLength}.");
            }

            end = section.RawEnd;
        }
    }
}
