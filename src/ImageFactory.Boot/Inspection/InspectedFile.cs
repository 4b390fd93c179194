namespace ImageFactory.Boot.Inspection;

/// <summary>A file in an image.</summary>
/// <param name="Path">The path from the root, without a slash in front.</param>
/// <param name="Length">Length in bytes.</param>
public sealed record InspectedFile(string Path, long Length);
