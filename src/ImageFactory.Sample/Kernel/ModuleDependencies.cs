namespace ImageFactory.Sample.Kernel;

/// <summary><c>modules.dep</c> (modules.dep(5)): what each module needs, all the way down, the nearest first.</summary>
internal sealed class ModuleDependencies
{
    private readonly Dictionary<string, string[]> _needs;
    private readonly Dictionary<string, string> _byName;

    private ModuleDependencies(Dictionary<string, string[]> needs)
    {
        _needs = needs;
        _byName = needs.Keys.ToDictionary(NameOf, StringComparer.Ordinal);
    }

    /// <summary>The paths of all modules.</summary>
    public IReadOnlyCollection<string> All => _needs.Keys;

    /// <summary>Reads the file.</summary>
    /// <exception cref="InvalidDataException">A line is not as it has to be.</exception>
    public static ModuleDependencies Read(string text)
    {
        var needs = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || !needs.TryAdd(line[..colon], line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            {
                throw new InvalidDataException($"modules.dep has the line '{line}'; expected a path, a colon and paths, once for each module.");
            }
        }

        return new ModuleDependencies(needs);
    }

    /// <summary>The paths of modules and of what they need, in the order of loading.</summary>
    /// <exception cref="InvalidDataException">There is no such module.</exception>
    public IReadOnlyList<string> Closure(IEnumerable<string> names)
    {
        var paths = new OrderedDictionary<string, bool>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (!_byName.TryGetValue(name, out var path))
            {
                throw new InvalidDataException($"modules.dep has no module '{name}'.");
            }

            foreach (var needed in _needs[path].Reverse().Append(path))
            {
                paths.TryAdd(needed, true);
            }
        }

        return [.. paths.Keys];
    }

    /// <summary>The name of the module in a file: the kernel takes '-' for '_'.</summary>
    public static string NameOf(string path) => Path.GetFileName(path).Split('.')[0].Replace('-', '_');
}
