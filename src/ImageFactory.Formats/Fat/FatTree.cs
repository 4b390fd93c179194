using ImageFactory.Formats.Archives;

namespace ImageFactory.Formats.Fat;

/// <summary>
/// What goes into a FAT32 file system, in the order in which it is placed and listed. No two names of a directory differ only in case,
/// and every directory comes before what it holds.
/// </summary>
public sealed class FatTree
{
    /// <summary>The entries in the order given.</summary>
    /// <exception cref="ArgumentException">A path is there twice, or a directory is missing or comes too late.</exception>
    public FatTree(IEnumerable<FatEntry> entries)
    {
        Entries = [.. entries];
        ArchiveTree.Require(Entries.Select(entry => (entry.Path, entry.Content is null)));
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (Entries.FirstOrDefault(entry => !seen.Add(entry.Path)) is { } twin)
        {
            throw new ArgumentException($"There are two entries '{twin.Path}' when case does not count, as in FAT.", nameof(entries));
        }
    }

    /// <summary>The entries, in order.</summary>
    public IReadOnlyList<FatEntry> Entries { get; }
}
