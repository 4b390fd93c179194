using System.Text;

namespace ImageFactory.Formats.Kmod;

/// <summary>Which module of several with one name counts, and in which order modules are listed.</summary>
internal static class ModuleSelection
{
    private const int Unlisted = int.MaxValue;

    /// <summary>One module for each name: those of <c>modules.order</c> in its order, then the others in that of kmod's table.</summary>
    public static IReadOnlyList<ModuleFacts> Order(ModuleTree tree)
    {
        var winners = new Dictionary<string, ModuleFacts>(StringComparer.Ordinal);
        var search = tree.Search.Reverse().ToArray();

        // kmod takes files in the order of the directory; ours is that of the paths.
        foreach (var module in tree.Modules.OrderBy(module => module.Path, StringComparer.Ordinal))
        {
            if (!winners.TryGetValue(module.Name, out var old) || Wins(module.Path, old.Path, search))
            {
                winners[module.Name] = module;
            }
        }

        var order = ReadOrder(tree.Order);
        return
        [
            .. winners.Values
                .InTableOrder(module => module.Name, TableOrder.Modules)
                .OrderBy(module => order.GetValueOrDefault(ModuleName.PlainPath(module.Path), Unlisted)),
        ];
    }

    /// <summary>Whether a module takes the place of one with the same name that was met before.</summary>
    private static bool Wins(string path, string old, string[] search)
    {
        var (builtIn, oldRank, newRank) = (-1, -1, -1);
        for (var rank = 0; rank < search.Length; rank++)
        {
            if (string.Equals(search[rank], ModuleTree.BuiltIn, StringComparison.Ordinal))
            {
                builtIn = rank;
            }
            else if (IsBelow(path, search[rank]))
            {
                newRank = rank;
            }
            else if (IsBelow(old, search[rank]))
            {
                oldRank = rank;
            }
        }

        return (newRank < 0 ? builtIn : newRank) > (oldRank < 0 ? builtIn : oldRank);
    }

    private static bool IsBelow(string path, string directory) =>
        path.Length > directory.Length && path[directory.Length] == '/' && path.StartsWith(directory, StringComparison.Ordinal);

    // The last line of a module counts. A list whose last line is cut off is no list.
    private static Dictionary<string, int> ReadOrder(ReadOnlyMemory<byte> order)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        if (order.Length == 0 || order.Span[^1] != (byte)'\n')
        {
            return places;
        }

        foreach (var (place, line) in Encoding.Latin1.GetString(order.Span).Split('\n').Index())
        {
            places[line] = place;
        }

        return places;
    }
}
