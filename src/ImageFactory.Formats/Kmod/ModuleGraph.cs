namespace ImageFactory.Formats.Kmod;

/// <summary>Which modules need which. A module is known by its place in the list.</summary>
internal sealed class ModuleGraph
{
    private readonly IReadOnlyList<ModuleFacts> _modules;
    private readonly List<int>[] _needs;
    private readonly int[] _rank;

    /// <param name="modules">The modules.</param>
    /// <param name="owners">The module that exports a symbol.</param>
    /// <exception cref="InvalidDataException">Modules need each other in a circle.</exception>
    public ModuleGraph(IReadOnlyList<ModuleFacts> modules, IReadOnlyDictionary<string, int> owners)
    {
        _modules = modules;
        _needs = [.. modules.Select(module => Needs(module, owners))];
        _rank = Sort();
    }

    /// <summary>All that a module needs, directly or not, each before those that it needs itself.</summary>
    public IEnumerable<int> AllNeeds(int module)
    {
        var seen = new HashSet<int>();
        var open = new Stack<int>(_needs[module]);
        while (open.TryPop(out var next))
        {
            if (seen.Add(next))
            {
                _needs[next].ForEach(open.Push);
            }
        }

        return seen.OrderBy(needed => _rank[needed]);
    }

    private static List<int> Needs(ModuleFacts module, IReadOnlyDictionary<string, int> owners)
    {
        var needs = new List<int>();
        var seen = new HashSet<int>();
        foreach (var symbol in module.Needs)
        {
            // On PowerPC ".foo" is the code of "foo".
            var name = symbol[0] == '.' ? symbol[1..] : symbol;
            if (owners.TryGetValue(name, out var owner) && seen.Add(owner))
            {
                needs.Add(owner);
            }
        }

        return needs;
    }

    /// <summary>
    /// Gives every module a rank below those of the modules that it needs. It takes the module that became free last, as kmod does, whose
    /// lists have this order.
    /// </summary>
    private int[] Sort()
    {
        var users = new int[_modules.Count];
        foreach (var needed in _needs.SelectMany(needs => needs))
        {
            users[needed]++;
        }

        var free = new Stack<int>(Enumerable.Range(0, users.Length).Where(module => users[module] == 0));
        var (rank, next) = (new int[users.Length], 0);
        while (free.TryPop(out var module))
        {
            rank[module] = next++;
            foreach (var needed in _needs[module])
            {
                users[needed]--;
                if (users[needed] == 0)
                {
                    free.Push(needed);
                }
            }
        }

        return next == users.Length ? rank : throw Circle(users);
    }

    private InvalidDataException Circle(int[] users)
    {
        var first = Array.FindIndex(users, count => count > 0);
        return new InvalidDataException($"Kernel modules need each other in a circle; '{_modules[first].Path}' is one of them, or needed by one.");
    }
}
