namespace ImageFactory.Boot.Inspection;

/// <summary>A section of a PE file.</summary>
/// <param name="Name">The name.</param>
/// <param name="Offset">Where the content starts in the file, in bytes.</param>
/// <param name="Length">The length of the content without padding, in bytes.</param>
/// <param name="Sha256">The hash of the content.</param>
public sealed record InspectedSection(string Name, long Offset, long Length, string Sha256);
