using ImageFactory.Formats.Fat;
using ImageFactory.Formats.Gpt;

namespace ImageFactory.Assets.Build;

/// <summary>What an overlay puts on a disk.</summary>
/// <param name="Board">The name of the board.</param>
/// <param name="Firmware">What lies outside of partitions.</param>
/// <param name="Files">Files of the EFI system partition, without directories, sorted by their paths.</param>
public sealed record OverlayContents(string Board, IReadOnlyList<GptRegion> Firmware, IReadOnlyList<FatEntry> Files)
{
    /// <summary>The EFI system partition with the overlay's files beside those of the boot loader.</summary>
    /// <param name="boot">The files of the boot loader.</param>
    /// <param name="room">How many bytes all files may have together.</param>
    /// <exception cref="FactoryException">A file is in the way of another, or there is no room for all.</exception>
    public IReadOnlyList<FatEntry> AddTo(IEnumerable<FatEntry> boot, long room)
    {
        var entries = new List<FatEntry>(boot);
        var known = entries.ToDictionary(entry => entry.Path, StringComparer.OrdinalIgnoreCase);
        foreach (var file in Files)
        {
            var parent = AddDirectories(Path.GetDirectoryName(file.Path) ?? string.Empty, entries, known);
            var name = Path.GetFileName(file.Path);
            Add(FatEntry.File(parent.Length == 0 ? name : $"{parent}/{name}", file.ModificationTime, file.Content!), entries, known);
        }

        var needed = entries.Sum(entry => entry.Content?.Length ?? 0);
        return needed <= room
            ? entries
            : throw new FactoryException(
                FactoryError.InvalidCombination,
                $"The files of the overlay {Board} and the boot loader take {needed >> 20} MiB; the disk's EFI system partition has room for {room >> 20} MiB.");
    }

    // The path with the case that directories have already, which does not count in FAT.
    private string AddDirectories(string path, List<FatEntry> entries, Dictionary<string, FatEntry> known)
    {
        if (path.Length == 0)
        {
            return path;
        }

        if (known.GetValueOrDefault(path) is { Content: null } directory)
        {
            return directory.Path;
        }

        var parent = AddDirectories(Path.GetDirectoryName(path) ?? string.Empty, entries, known);
        var name = Path.GetFileName(path);
        var added = FatEntry.Directory(parent.Length == 0 ? name : $"{parent}/{name}", CompositionRules.Timestamp);
        Add(added, entries, known);
        return added.Path;
    }

    private void Add(FatEntry entry, List<FatEntry> entries, Dictionary<string, FatEntry> known)
    {
        if (!known.TryAdd(entry.Path, entry))
        {
            throw new FactoryException(
                FactoryError.InvalidCombination, $"The overlay {Board} has '{entry.Path}', where the EFI system partition has something else already.");
        }

        entries.Add(entry);
    }
}
