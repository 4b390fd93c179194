using ImageFactory.Formats.Archives;

namespace ImageFactory.Formats.Xfs;

/// <summary>
/// What goes into an XFS file system, in the order in which it is placed and listed. Every directory comes before what it holds.
/// </summary>
public sealed class XfsTree
{
    /// <summary>The entries in the order given.</summary>
    /// <exception cref="ArgumentException">A path is there twice, or a directory is missing or comes too late.</exception>
    public XfsTree(IEnumerable<XfsEntry> entries)
    {
        Entries = [.. entries];
        ArchiveTree.Require(Entries.Select(entry => (entry.Path, entry.Content is null)));
    }

    /// <summary>The entries, in order.</summary>
    public IReadOnlyList<XfsEntry> Entries { get; }
}
