using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Tar;

/// <summary>An entry to write, with its content.</summary>
/// <param name="Entry">The entry; its <see cref="TarEntry.Size"/> is that of the content whatever it says.</param>
/// <param name="Content">The content; empty for everything but a file.</param>
public sealed record TarMember(TarEntry Entry, ExtentMap Content);
