using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Fat;

/// <summary>Reads the tree of a file system.</summary>
internal sealed class FatWalk(ExtentReader image, FatChains chains)
{
    private const int MostEntries = 100_000;
    private const int MostDepth = 64;

    private readonly List<FatEntry> _entries = [];

    public IReadOnlyList<FatEntry> Entries => _entries;

    /// <summary>Adds what is in a directory and below.</summary>
    /// <exception cref="InvalidDataException">The tree is damaged or over a limit.</exception>
    public async Task ReadAsync(ExtentMap directory, string? path, int depth, CancellationToken cancellationToken)
    {
        if (depth > MostDepth)
        {
            throw new InvalidDataException($"The directory '{path}' of the FAT file system is nested deeper than {MostDepth} levels.");
        }

        var bytes = new byte[directory.Length];
        await using (var reader = image.Of(directory))
        {
            await reader.ReadExactlyAsync(0, bytes, cancellationToken);
        }

        foreach (var listed in FatListing.Read(bytes))
        {
            await AddAsync(listed, path is null ? listed.Name : $"{path}/{listed.Name}", depth, cancellationToken);
        }
    }

    private async Task AddAsync(FatListedEntry listed, string path, int depth, CancellationToken cancellationToken)
    {
        if (_entries.Count == MostEntries)
        {
            throw new InvalidDataException($"The FAT file system has more than {MostEntries} entries.");
        }

        var content = listed.IsDirectory
            ? await chains.ReadDirectoryAsync(listed.FirstCluster, cancellationToken)
            : await chains.ReadFileAsync(listed.FirstCluster, listed.Length, cancellationToken);
        _entries.Add(Create(listed, path, content));
        if (listed.IsDirectory)
        {
            await ReadAsync(content, path, depth + 1, cancellationToken);
        }
    }

    private static FatEntry Create(FatListedEntry listed, string path, ExtentMap content)
    {
        try
        {
            var time = listed.Time.ToSeconds();
            return listed.IsDirectory ? FatEntry.Directory(path, time) : FatEntry.File(path, time, content, listed.IsReadOnly);
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException($"The FAT file system has an entry with the impossible name '{path}'.", exception);
        }
    }
}
