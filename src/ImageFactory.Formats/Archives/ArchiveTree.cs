namespace ImageFactory.Formats.Archives;

/// <summary>What holds for the list of entries of every archive that we write.</summary>
internal static class ArchiveTree
{
    /// <summary>Expects every path once, and every directory that is named in a path before what it holds.</summary>
    /// <exception cref="ArgumentException">It is not so.</exception>
    public static void Require(IEnumerable<(string Path, bool IsDirectory)> entries)
    {
        var seen = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var (path, isDirectory) in entries)
        {
            if (!seen.TryAdd(path, isDirectory))
            {
                throw new ArgumentException($"The archive has two entries '{path}'.", nameof(entries));
            }

            if (ArchivePath.Parent(path) is { } parent && !(seen.TryGetValue(parent, out var isParent) && isParent))
            {
                throw new ArgumentException($"The archive has no directory '{parent}' before the entry '{path}'.", nameof(entries));
            }
        }
    }
}
