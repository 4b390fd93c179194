using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Pe;

/// <summary>A section of initialised, readable data to append to a PE file.</summary>
/// <param name="Name">1 to 8 printable ASCII characters; the same name may be appended several times.</param>
/// <param name="Content">The content; not empty.</param>
/// <param name="RawAlignment">A power of two, in bytes, of which the section's offset in the file becomes a multiple.</param>
public sealed record PeAddedSection(string Name, ExtentMap Content, int RawAlignment = 1);
