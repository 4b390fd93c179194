using ImageFactory.Formats.Archives;

namespace ImageFactory.Formats.Cpio;

/// <summary>The entries of an archive in their order. Every path is there once, and every directory before what it holds.</summary>
public sealed class CpioTree
{
    /// <summary>The entries in the order given.</summary>
    /// <exception cref="ArgumentException">A path is there twice, or a directory is missing or comes too late.</exception>
    public CpioTree(IEnumerable<CpioEntry> entries)
    {
        Entries = [.. entries];
        ArchiveTree.Require(Entries.Select(entry => (entry.Path, entry.Type == CpioEntryType.Directory)));
    }

    /// <summary>The entries, in the order of the archive.</summary>
    public IReadOnlyList<CpioEntry> Entries { get; }

    /// <summary>
    /// The entries depth-first: the names of a directory by their UTF-8 bytes, each directory before its children and those before
    /// the directory's next sibling.
    /// </summary>
    /// <exception cref="ArgumentException">A path is there twice, or a directory is missing.</exception>
    public static CpioTree Sorted(IEnumerable<CpioEntry> entries) =>
        new(entries.Order(Comparer<CpioEntry>.Create((left, right) => ArchivePath.CompareDepthFirst(left.Path, right.Path))));
}
