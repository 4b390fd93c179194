namespace ImageFactory.Formats.Xfs;

/// <summary>A file or a directory of a layout, and where it is.</summary>
/// <param name="Entry">What it is; null for the root.</param>
/// <param name="Inode">The number of its inode.</param>
/// <param name="Directory">What a directory holds; null for a file.</param>
/// <param name="Runs">The blocks outside of the inode: none for an empty file and a small directory, one for nearly all others.</param>
internal sealed record XfsPlacement(XfsEntry? Entry, uint Inode, XfsDirectory? Directory, IReadOnlyList<XfsRun> Runs);
