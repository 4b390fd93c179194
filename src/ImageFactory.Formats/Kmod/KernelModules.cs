namespace ImageFactory.Formats.Kmod;

/// <summary>What one tree, of a system or of an extension, has for a kernel release.</summary>
public sealed record KernelModules
{
    /// <summary>The kernel release: the name of the directory.</summary>
    public required string Release { get; init; }

    /// <summary>The modules.</summary>
    public required IReadOnlyList<ModuleFacts> Modules { get; init; }

    /// <summary>The contents of those of <see cref="ListNames"/> that are there.</summary>
    public required IReadOnlyList<ModuleIndexFile> Lists { get; init; }

    /// <summary>The files beside the modules that the kernel's build makes, and of which an index is made.</summary>
    public static IReadOnlyList<string> ListNames { get; } = ["modules.builtin", "modules.builtin.modinfo", "modules.order"];

    /// <summary>The longest of these files that is read, in bytes.</summary>
    public const int LongestList = 4 * 1024 * 1024;

    /// <summary>Trees of one release on top of each other, the lowest first: of files with the same path the last is seen.</summary>
    public static KernelModules Merge(IReadOnlyList<KernelModules> trees) => new()
    {
        Release = trees[^1].Release,
        Modules = [.. Last(trees.SelectMany(tree => tree.Modules), module => module.Path)],
        Lists = [.. Last(trees.SelectMany(tree => tree.Lists), list => list.Name)],
    };

    /// <summary>All files of the index, with the lists that it was made of.</summary>
    /// <param name="search">See <see cref="ModuleTree.Search"/>.</param>
    /// <exception cref="InvalidDataException">The modules make no index; see <see cref="ModuleIndex.Create"/>.</exception>
    public IReadOnlyList<ModuleIndexFile> Index(IReadOnlyList<string> search) =>
    [
        .. Lists,
        .. ModuleIndex.Create(new ModuleTree
        {
            Modules = Modules,
            Order = Find("modules.order") ?? default,
            BuiltinNames = Find("modules.builtin"),
            BuiltinInformation = Find("modules.builtin.modinfo"),
            Search = search,
        }),
    ];

    private ReadOnlyMemory<byte>? Find(string name) =>
        Lists.FirstOrDefault(list => string.Equals(list.Name, name, StringComparison.Ordinal))?.Content;

    private static IEnumerable<T> Last<T>(IEnumerable<T> items, Func<T, string> key) =>
        items.GroupBy(key, StringComparer.Ordinal).Select(group => group.Last()).OrderBy(key, StringComparer.Ordinal);
}
