namespace ImageFactory.Formats.Xfs;

/// <summary>Blocks in a row inside an allocation group.</summary>
/// <param name="Group">The number of the group.</param>
/// <param name="Block">The first block, counted from the start of the group.</param>
/// <param name="Count">How many; at least 1.</param>
internal readonly record struct XfsRun(int Group, uint Block, uint Count);
