using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Schematics;
using ImageFactory.Assets.Versions;
using ImageFactory.Oci;

namespace ImageFactory.Assets.Plans;

/// <summary>
/// Finds the extensions of a schematic: names in a version's catalogue, an official extension of another version
/// (<c>siderolabs/x:1.2.3</c>, <c>siderolabs/x@sha256:…</c>), or an image of a registry that the operator allows
/// (<c>registry/repository[:tag][@digest]</c>).
/// </summary>
internal sealed class ExtensionResolver(ReleaseSource releases)
{
    private const int NearNames = 3;
    private const int MostInHistory = 16;

    /// <summary>The extensions, in the order of the names.</summary>
    /// <exception cref="FactoryException">
    /// Names that cannot be had; a line for each, with the nearest that can and the version that has it. Or a source cannot answer.
    /// </exception>
    public async Task<IReadOnlyList<PlannedExtension>> ResolveAsync(
        IReadOnlyList<string> names, TalosVersion version, CancellationToken cancellationToken)
    {
        var resolution = await FindAsync(names, version, cancellationToken);
        return resolution.Faults.Count == 0
            ? resolution.Found
            : throw new FactoryException(FactoryError.InvalidCombination, string.Join('\n', resolution.Faults.Select(fault => fault.Message)));
    }

    /// <summary>The extensions that there are, and what is wrong with the others.</summary>
    /// <exception cref="FactoryException">A source cannot answer.</exception>
    public async Task<ExtensionResolution> FindAsync(IReadOnlyList<string> names, TalosVersion version, CancellationToken cancellationToken)
    {
        if (names.Count == 0)
        {
            return new ExtensionResolution([], []);
        }

        var catalogue = await ReadAsync(version, cancellationToken);
        var found = new List<PlannedExtension>();
        var faults = new List<ExtensionFault>();
        var unknown = new List<(int Index, string Name)>();
        foreach (var (index, name) in names.Index())
        {
            if (Find(name, catalogue) is { } official)
            {
                found.Add(PlannedExtension.Of(name, official));
            }
            else if (!IsReference(name))
            {
                unknown.Add((index, name));
            }
            else if (FindFault(name, catalogue) is { } fault)
            {
                faults.Add(new ExtensionFault(index, fault));
            }
            else if (await PinAsync(name, catalogue, cancellationToken) is { } pinned)
            {
                found.Add(pinned);
            }
            else
            {
                faults.Add(new ExtensionFault(index, $"there is no image of the extension \"{name}\"{Offer(name, catalogue, version)}"));
            }
        }

        faults.AddRange(await ExplainAsync(unknown, catalogue, version, cancellationToken));
        return new ExtensionResolution(found, [.. faults.OrderBy(fault => fault.Index)]);
    }

    private async Task<IReadOnlyDictionary<string, OfficialExtension>> ReadAsync(TalosVersion version, CancellationToken cancellationToken) =>
        (await releases.ListExtensionsAsync(version, cancellationToken))
            .GroupBy(extension => extension.Name, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);

    private static OfficialExtension? Find(string name, IReadOnlyDictionary<string, OfficialExtension> catalogue) =>
        catalogue.GetValueOrDefault(name)
        ?? (ExtensionAliases.Of(name) is { } alias ? catalogue.GetValueOrDefault(alias) : null);

    // A name of a catalogue has neither; a host has a dot.
    private static bool IsReference(string name) => name.Split('/')[0].Contains('.', StringComparison.Ordinal) || name.AsSpan().ContainsAny(':', '@');

    private string? FindFault(string name, IReadOnlyDictionary<string, OfficialExtension> catalogue)
    {
        if (!Reference.TryParse(name, out var reference))
        {
            return $"the extension \"{name}\" is not the reference of an image; expected for example siderolabs/name:1.2.3, "
                + "siderolabs/name@sha256:… or registry.example/repository:1.2.3@sha256:…";
        }

        if (reference.Host is null)
        {
            return releases.IsOfficial(reference.Repository) || catalogue.ContainsKey(reference.Repository.ToString())
                ? null
                : $"the extension \"{name}\" is in no catalogue of this factory; an extension of another registry is named with its host";
        }

        var sources = releases.Extensions;
        if (!sources.Allows(reference))
        {
            var allowed = sources.Allowed.Count == 0 ? "it allows none" : $"it allows {string.Join(", ", sources.Allowed)}";
            return $"the extension \"{name}\" is of a registry that this factory does not allow; {allowed} (its operator sets ExtensionRegistries)";
        }

        return sources.DigestsRequired && reference.Digest is null
            ? $"the extension \"{name}\" is named without its digest, which this factory requires of other registries; expected {name}@sha256:…"
            : null;
    }

    private async Task<PlannedExtension?> PinAsync(
        string name, IReadOnlyDictionary<string, OfficialExtension> catalogue, CancellationToken cancellationToken)
    {
        var reference = Reference.Parse(name);
        var repository = reference.Repository.ToString();
        var host = reference.Host ?? catalogue.GetValueOrDefault(repository)?.Registry;
        var located = reference.Host is null && host is not null ? Reference.Parse($"{host}/{name}") : reference;
        return await releases.FindDigestAsync(located, cancellationToken) is { } digest
            ? new PlannedExtension(name, repository, digest) { Registry = host, IsPinned = true }
            : null;
    }

    private static string Offer(string name, IReadOnlyDictionary<string, OfficialExtension> catalogue, TalosVersion version)
    {
        var reference = Reference.Parse(name);
        return reference.Host is null && catalogue.GetValueOrDefault(reference.Repository.ToString()) is { } offered
            ? $"; the catalogue of Talos {version.Tag} has {Reference.Parse(offered.Reference).Tag}"
            : string.Empty;
    }

    private async Task<IReadOnlyList<ExtensionFault>> ExplainAsync(
        List<(int Index, string Name)> unknown,
        IReadOnlyDictionary<string, OfficialExtension> catalogue,
        TalosVersion version,
        CancellationToken cancellationToken)
    {
        if (unknown.Count == 0)
        {
            return [];
        }

        var names = unknown.Select(each => each.Name).Distinct(StringComparer.Ordinal).Take(MostInHistory).ToDictionary(
            name => name,
            IReadOnlyList<string> (name) => ExtensionAliases.Of(name) is { } alias ? [name, alias] : [name],
            StringComparer.Ordinal);
        var others = await new ExtensionHistory(releases, version).FindAsync(names, cancellationToken);
        string[] known = [.. catalogue.Keys];
        return [.. unknown.Select(each => new ExtensionFault(
            each.Index,
            $"official extension \"{each.Name}\" is not available for Talos version {version.Tag}{When(others, each.Name, version)}{Hint(each.Name, known)}"))];
    }

    private static string When(IReadOnlyDictionary<string, TalosVersion> others, string name, TalosVersion version)
    {
        if (!others.TryGetValue(name, out var other))
        {
            return string.Empty;
        }

        return other > version ? $"; available from {other.Tag}" : $"; last in {other.Tag}";
    }

    private static string Hint(string name, IReadOnlyList<string> known)
    {
        // The namespace is left out as often as a letter.
        var near = name.Contains('/', StringComparison.Ordinal)
            ? Nearest.Several(name, known, NearNames)
            : Nearest.Several(name, [.. known.Select(LastPart)], NearNames)
                .Select(last => known.First(each => string.Equals(LastPart(each), last, StringComparison.Ordinal)));
        var quoted = near.Select(each => $"\"{each}\"").ToList();
        return quoted switch
        {
            [] => string.Empty,
            [var only] => $"; did you mean {only}?",
            [.. var first, var last] => $"; did you mean {string.Join(", ", first)} or {last}?",
        };
    }

    private static string LastPart(string name) => name[(name.LastIndexOf('/') + 1)..];
}
