using ImageFactory.Formats.Archives;

namespace ImageFactory.Formats.Ext4;

/// <summary>
/// What goes into an ext4 file system, in the order in which it is placed and listed. Every directory comes before what it holds.
/// </summary>
public sealed class Ext4Tree
{
    /// <summary>The directory into which e2fsck puts what it finds; every file system has it, and has it by itself.</summary>
    internal const string LostAndFound = "lost+found";

    /// <summary>The entries in the order given.</summary>
    /// <exception cref="ArgumentException">
    /// A path is there twice or is <c>lost+found</c>, or a directory is missing or comes too late.
    /// </exception>
    public Ext4Tree(IEnumerable<Ext4Entry> entries)
    {
        Entries = [.. entries];
        ArchiveTree.Require([(LostAndFound, true), .. Entries.Select(entry => (entry.Path, entry.Content is null))]);
    }

    /// <summary>The entries, in order.</summary>
    public IReadOnlyList<Ext4Entry> Entries { get; }
}
