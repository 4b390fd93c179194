namespace ImageFactory.Formats.Fat;

/// <summary>Where a file or a directory lies in the image.</summary>
/// <param name="Entry">The file or directory.</param>
/// <param name="Offset">The offset of its content in the image, in bytes; 0 for an empty file, which has no place.</param>
public sealed record FatPlacement(FatEntry Entry, long Offset);
