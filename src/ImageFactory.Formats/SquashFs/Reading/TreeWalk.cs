namespace ImageFactory.Formats.SquashFs.Reading;

/// <summary>One walk through a tree. A directory that is met twice is refused: directories have one name only.</summary>
internal sealed class TreeWalk(ListingParser listings, SquashFsLimits limits)
{
    private readonly Stack<(string Prefix, IReadOnlyList<(string Name, SquashFsInode Inode)> Entries, int Next)> _open = new();
    private readonly HashSet<uint> _met = [];
    private int _entries;

    public IEnumerable<SquashFsEntry> From(SquashFsInode directory)
    {
        Enter(directory, string.Empty);
        while (_open.TryPop(out var level))
        {
            if (level.Next == level.Entries.Count)
            {
                continue;
            }

            _open.Push(level with { Next = level.Next + 1 });
            var (name, inode) = level.Entries[level.Next];
            var path = level.Prefix + name;
            yield return new SquashFsEntry(path, inode);
            if (inode.Kind == SquashFsKind.Directory)
            {
                Enter(inode, path + "/");
            }
        }
    }

    private void Enter(SquashFsInode directory, string prefix)
    {
        if (!_met.Add(directory.Number))
        {
            throw new InvalidDataException($"The squashfs directory '{prefix}' has another name too.");
        }

        var entries = listings.Parse(directory);
        _entries += entries.Count;
        if (_entries > limits.MaxEntries || _open.Count >= limits.MaxDepth)
        {
            throw new InvalidDataException($"The squashfs image has more than {limits.MaxEntries} entries or {limits.MaxDepth} levels.");
        }

        _open.Push((prefix, entries, 0));
    }
}
