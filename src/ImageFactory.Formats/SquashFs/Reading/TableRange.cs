namespace ImageFactory.Formats.SquashFs.Reading;

/// <summary>A run of a decompressed table.</summary>
internal readonly record struct TableRange(int Offset, int Length);
