using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Pe;

/// <summary>The map of a PE file.</summary>
public static class PeImage
{
    /// <summary>The headers, then each section's bytes with its padding.</summary>
    public static ExtentMap Map(PeLayout layout)
    {
        var builder = new ExtentMapBuilder().AppendBytes(Headers(layout));
        foreach (var (section, content) in layout.Sections.Zip(layout.Contents))
        {
            builder.Append(content).AppendZeros(section.RawSize - content.Length);
        }

        return builder.Build();
    }

    /// <summary>The file that <see cref="Map"/> shows, as <see cref="PeReader"/> would read it.</summary>
    public static PeFile File(PeLayout layout) => new(Map(layout), layout.DosHeader, layout.Coff, layout.Optional, layout.Sections);

    private static byte[] Headers(PeLayout layout)
    {
        var headers = new byte[layout.Optional.SizeOfHeaders];
        layout.DosHeader.CopyTo(headers, 0);

        var rest = headers.AsSpan(PeLayout.NewHeaderOffset);
        "PE\0\0"u8.CopyTo(rest);
        rest = rest[PeReader.SignatureSize..];
        layout.Coff.WriteTo(rest);
        rest = rest[CoffHeader.Size..];
        layout.Optional.WriteTo(rest);
        rest = rest[OptionalHeader.Size..];
        foreach (var section in layout.Sections)
        {
            section.WriteTo(rest);
            rest = rest[PeSection.Size..];
        }

        return headers;
    }
}
