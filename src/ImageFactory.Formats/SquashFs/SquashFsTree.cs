namespace ImageFactory.Formats.SquashFs;

/// <summary>What goes into an image.</summary>
/// <param name="Root">The root directory.</param>
public sealed record SquashFsTree(SquashFsDirectory Root);
