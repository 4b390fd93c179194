using System.Buffers.Binary;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Pe;

/// <summary>A PE32+ file whose headers are known: read by <see cref="PeReader"/> or laid out by <see cref="PeImage"/>. The data of its sections stays
/// in its map.</summary>
public sealed class PeFile
{
    internal PeFile(ExtentMap content, byte[] dosHeader, CoffHeader coff, OptionalHeader optional, IReadOnlyList<PeSection> sections)
    {
        Content = content;
        DosHeader = dosHeader;
        Coff = coff;
        Optional = optional;
        Sections = sections;
    }

    /// <summary>The whole file.</summary>
    public ExtentMap Content { get; }

    /// <summary>The section table, in its order.</summary>
    public IReadOnlyList<PeSection> Sections { get; }

    internal byte[] DosHeader { get; }

    internal CoffHeader Coff { get; }

    internal OptionalHeader Optional { get; }

    internal int OptionalHeaderOffset =>
        (int)BinaryPrimitives.ReadUInt32LittleEndian(DosHeader.AsSpan(PeReader.NewHeaderOffsetField)) + PeReader.SignatureSize + CoffHeader.Size;

    /// <summary>
    /// The content of the first section of that name without its padding, that is, at most VirtualSize bytes; null when there is
    /// none.
    /// </summary>
    public ExtentMap? Extract(string name)
    {
        var section = Sections.FirstOrDefault(section => string.Equals(section.Name, name, StringComparison.Ordinal));
        return section is null ? null : Extract(section);
    }

    /// <summary>The content of one of the sections without its padding.</summary>
    public ExtentMap Extract(PeSection section) => Slice(section, Math.Min(section.VirtualSize, section.RawSize));

    internal ExtentMap RawData(PeSection section) => Slice(section, section.RawSize);

    // The offset of a section without data has no meaning and may lie anywhere.
    private ExtentMap Slice(PeSection section, uint length) =>
        length == 0 ? ExtentMap.Empty : Content.Slice(section.RawOffset, length);
}
