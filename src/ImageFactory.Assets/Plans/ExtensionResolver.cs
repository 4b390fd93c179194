using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Schematics;
using ImageFactory.Assets.Versions;

namespace ImageFactory.Assets.Plans;

/// <summary>Finds the extensions of a schematic in a version's catalogue.</summary>
internal static class ExtensionResolver
{
    /// <summary>The extensions, in the order of the names.</summary>
    /// <exception cref="FactoryException">Names that the catalogue does not have; a line for each, with the nearest that it has.</exception>
    public static IReadOnlyList<PlannedExtension> Resolve(
        IReadOnlyList<string> names, IReadOnlyList<OfficialExtension> catalogue, TalosVersion version)
    {
        var byName = catalogue.GroupBy(extension => extension.Name, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var faults = new List<string>();
        var planned = new List<PlannedExtension>();
        foreach (var name in names)
        {
            if (Find(name, byName) is { } extension)
            {
                planned.Add(new PlannedExtension(name, extension.Name, extension.Digest));
            }
            else
            {
                faults.Add($"official extension \"{name}\" is not available for Talos version {version.Tag}{Hint(name, byName.Keys)}");
            }
        }

        return faults.Count == 0
            ? planned
            : throw new FactoryException(FactoryError.InvalidCombination, string.Join('\n', faults));
    }

    private static OfficialExtension? Find(string name, Dictionary<string, OfficialExtension> catalogue) =>
        catalogue.GetValueOrDefault(name)
        ?? (ExtensionAliases.Of(name) is { } alias ? catalogue.GetValueOrDefault(alias) : null);

    private static string Hint(string name, IEnumerable<string> known) =>
        Nearest.Of(name, known) is { } near ? $"; did you mean \"{near}\"?" : string.Empty;
}
