namespace ImageFactory.Formats.Iso9660;

/// <summary>Where the content of a file lies in the image.</summary>
/// <param name="Entry">The file.</param>
/// <param name="Offset">The offset in bytes: a multiple of 2048.</param>
public sealed record Iso9660Placement(Iso9660Entry Entry, long Offset);
