using System.Buffers.Binary;
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

    private static byte[] Headers(PeLayout layout)
    {
        var headers = new byte[layout.Optional.SizeOfHeaders];
        layout.DosHeader.CopyTo(headers, 0);
        BinaryPrimitives.WriteUInt32LittleEndian(headers.AsSpan(PeReader.NewHeaderOffsetField), PeLayout.NewHeaderOffset);

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
