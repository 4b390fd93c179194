namespace ImageFactory.Formats.Compression.Native;

/// <summary>A run of memory that does not move.</summary>
internal readonly record struct PinnedRun(nint Address, int Length);
