using ImageFactory.Formats.Kmod;

namespace ImageFactory.Assets.Build;

/// <summary>Gathers what the modules of a tree say about themselves, a file at a time.</summary>
/// <param name="directory">Where a system has its modules: <c>usr/lib/modules</c> or <c>lib/modules</c>.</param>
internal sealed class ModuleGathering(string directory)
{
    private readonly Dictionary<string, SortedDictionary<string, ModuleFacts>> _modules = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDictionary<string, ModuleIndexFile>> _lists = new(StringComparer.Ordinal);

    /// <summary>Whether an index depends on a file.</summary>
    /// <param name="path">The path from the root.</param>
    public bool Wants(string path) => Split(path) is var (_, rest) && (ModuleName.IsModuleFile(rest) || IsList(rest));

    /// <summary>Reads a file that is wanted.</summary>
    /// <exception cref="InvalidDataException">The module is damaged, or the list too long.</exception>
    public async Task AddAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        if (Split(path) is not var (release, rest))
        {
            return;
        }

        if (IsList(rest))
        {
            Of(_lists, release)[rest] = new ModuleIndexFile(rest, await ReadListAsync(path, content, cancellationToken));
        }
        else
        {
            Of(_modules, release)[rest] = await KernelModuleReader.ReadAsync(rest, content, cancellationToken);
        }
    }

    /// <summary>Gives a module that was read another name, by a link.</summary>
    public void AddName(string path, string target)
    {
        if (Split(path) is var (release, rest)
            && ModuleName.IsModuleFile(rest)
            && Split(target) is var (targetRelease, targetRest)
            && _modules.TryGetValue(targetRelease, out var modules)
            && modules.TryGetValue(targetRest, out var facts))
        {
            Of(_modules, release)[rest] = facts with { Path = rest };
        }
    }

    /// <summary>What was gathered, by release.</summary>
    public IReadOnlyList<KernelModules> Finish() =>
    [
        .. _modules.Keys.Union(_lists.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(release => new KernelModules
        {
            Release = release,
            Modules = [.. Of(_modules, release).Values],
            Lists = [.. Of(_lists, release).Values],
        }),
    ];

    private static SortedDictionary<string, T> Of<T>(Dictionary<string, SortedDictionary<string, T>> all, string release)
    {
        if (!all.TryGetValue(release, out var found))
        {
            found = new SortedDictionary<string, T>(StringComparer.Ordinal);
            all.Add(release, found);
        }

        return found;
    }

    private static bool IsList(string rest) => KernelModules.ListNames.Contains(rest, StringComparer.Ordinal);

    private static async Task<byte[]> ReadListAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        var buffer = new byte[KernelModules.LongestList + 1];
        var length = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length < buffer.Length
            ? buffer[..length]
            : throw new InvalidDataException($"The file '{path}' has more than {KernelModules.LongestList} bytes.");
    }

    private (string Release, string Path)? Split(string path)
    {
        if (!path.StartsWith(directory + "/", StringComparison.Ordinal))
        {
            return null;
        }

        var slash = path.IndexOf('/', directory.Length + 1);
        return slash < 0 ? null : (path[(directory.Length + 1)..slash], path[(slash + 1)..]);
    }
}
