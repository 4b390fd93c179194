using ImageFactory.Formats.Extents;

namespace ImageFactory.Boot.Uki;

/// <summary>A section of a unified kernel image.</summary>
/// <param name="Name">The name, as UAPI.5 defines it.</param>
/// <param name="Content">The content; not empty.</param>
/// <param name="Profile">The profile that the section belongs to; null for those that all profiles share.</param>
public sealed record UkiSection(string Name, ExtentMap Content, UkiProfile? Profile);
