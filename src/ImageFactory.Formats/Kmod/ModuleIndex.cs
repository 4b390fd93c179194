using System.Text;

namespace ImageFactory.Formats.Kmod;

/// <summary>
/// The index by which <c>modprobe</c> finds modules: the files <c>modules.*</c> that <c>depmod</c> of kmod 30 makes, byte for byte
/// (modules.dep(5); the binary form as kmod's <c>libkmod-index</c> reads it), and <c>modules.weakdep</c> of newer ones. Where kmod takes
/// the first of a directory's files, the order of their paths decides. A module that the kernel has built in as well keeps its own aliases;
/// depmod takes those of the kernel when an older index is there.
/// </summary>
public static class ModuleIndex
{
    /// <summary>The files of the index.</summary>
    /// <exception cref="ArgumentException">Two modules have the same path.</exception>
    /// <exception cref="InvalidDataException">
    /// There are more modules than an index takes, they need each other in a circle, or the index would be longer than 256 MiB.
    /// </exception>
    public static IReadOnlyList<ModuleIndexFile> Create(ModuleTree tree)
    {
        if (tree.Modules.Count > ModuleTree.MostModules)
        {
            throw new InvalidDataException($"There are {tree.Modules.Count} kernel modules; an index takes {ModuleTree.MostModules}.");
        }

        if (tree.Modules.DistinctBy(module => module.Path, StringComparer.Ordinal).Count() != tree.Modules.Count)
        {
            throw new ArgumentException("Two modules have the same path.", nameof(tree));
        }

        var modules = ModuleSelection.Order(tree);
        var symbols = Symbols(modules);
        var dependencies = Dependencies(modules, symbols);
        return
        [
            .. Lists(modules, dependencies, symbols),
            new("modules.dep.bin", Trie(dependencies.Select((line, index) => (modules[index].Name, line, (uint)index)))),
            new("modules.alias.bin", Trie(Aliases(modules))),
            new("modules.symbols.bin", Trie(symbols.Select(symbol => ($"symbol:{symbol.Key}", modules[symbol.Value].Name, (uint)symbol.Value)))),
            .. Builtin(tree),
        ];
    }

    private static Dictionary<string, int> Symbols(IReadOnlyList<ModuleFacts> modules)
    {
        var owners = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (index, module) in modules.Index())
        {
            foreach (var symbol in module.Exports)
            {
                owners[symbol] = index;
            }
        }

        return owners;
    }

    private static List<string> Dependencies(IReadOnlyList<ModuleFacts> modules, IReadOnlyDictionary<string, int> symbols)
    {
        var graph = new ModuleGraph(modules, symbols);
        return [.. modules.Select((module, index) => string.Concat([$"{module.Path}:", .. graph.AllNeeds(index).Select(needed => $" {modules[needed].Path}")]))];
    }

    private static IEnumerable<ModuleIndexFile> Lists(
        IReadOnlyList<ModuleFacts> modules, List<string> dependencies, IReadOnlyDictionary<string, int> symbols)
    {
        yield return Text("modules.dep", dependencies);
        yield return Text(
            "modules.alias", modules.SelectMany(module => module.Aliases, (module, alias) => $"alias {alias} {module.Name}"), "# Aliases extracted from modules themselves.");
        yield return Text(
            "modules.softdep",
            modules.SelectMany(module => module.SoftDependencies, (module, value) => $"softdep {module.Name} {value}"),
            "# Soft dependencies extracted from modules themselves.");
        yield return Text(
            "modules.weakdep",
            modules.SelectMany(module => module.WeakDependencies, (module, value) => $"weakdep {module.Name} {value}"),
            "# Weak dependencies extracted from modules themselves.");
        yield return Text(
            "modules.symbols",
            symbols.InTableOrder(symbol => symbol.Key, TableOrder.Symbols).Select(symbol => $"alias symbol:{symbol.Key} {modules[symbol.Value].Name}"),
            "# Aliases for symbols, used by symbol_request().");
        var nodes = modules.Select(module => (module.Name, Node: DeviceNode.Find(module))).Where(node => node.Node is not null).ToArray();
        yield return Text(
            "modules.devname", nodes.Select(node => $"{node.Name} {node.Node}"), nodes.Length > 0 ? "# Device nodes to trigger on-demand module loading." : null);
    }

    private static IEnumerable<(string Key, string Value, uint Priority)> Aliases(IReadOnlyList<ModuleFacts> modules) =>
        from entry in modules.Index()
        from alias in entry.Item.Aliases
        let pattern = AliasPattern.Normalize(alias)
        where pattern is not null
        select (pattern, entry.Item.Name, (uint)entry.Index);

    // Without the kernel's lists depmod writes these two empty, without even a head.
    private static IEnumerable<ModuleIndexFile> Builtin(ModuleTree tree)
    {
        yield return new(
            "modules.builtin.bin",
            tree.BuiltinNames is { } names ? Trie(BuiltinModules.Names(names.Span).Select(name => (name, string.Empty, 0U))) : ReadOnlyMemory<byte>.Empty);
        yield return new(
            "modules.builtin.alias.bin",
            tree.BuiltinInformation is { } information
                ? Trie(BuiltinModules.Aliases(information.Span).Select(alias => (alias.Pattern, alias.Module, 0U)))
                : ReadOnlyMemory<byte>.Empty);
    }

    private static ModuleIndexFile Text(string name, IEnumerable<string> lines, string? heading = null)
    {
        var text = new StringBuilder();
        foreach (var line in heading is null ? lines : lines.Prepend(heading))
        {
            text.Append(line).Append('\n');
        }

        return new ModuleIndexFile(name, Encoding.ASCII.GetBytes(text.ToString()));
    }

    private static byte[] Trie(IEnumerable<(string Key, string Value, uint Priority)> entries)
    {
        var trie = new IndexTrie();
        foreach (var (key, value, priority) in entries)
        {
            trie.Insert(key, value, priority);
        }

        return trie.ToArray();
    }
}
