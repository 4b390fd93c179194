using ImageFactory.Boot.Measurement;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Pe;

namespace ImageFactory.Boot.Inspection;

/// <summary>A section with its content and the hashes of it.</summary>
internal sealed record MeasuredSection(PeSection Section, ExtentMap Content, SectionDigests Digests)
{
    public string Name => Section.Name;

    public InspectedSection Describe() =>
        new(Name, Section.RawOffset, Content.Length, Convert.ToHexStringLower(Digests[PcrBank.Sha256].Span));
}
