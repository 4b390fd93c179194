using System.Runtime.CompilerServices;
using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Build;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Schematics;
using ImageFactory.Assets.Versions;
using ImageFactory.Oci;

namespace ImageFactory.Assets.Models;

/// <summary>Tells beforehand what a schematic would be refused for, and what its outputs will weigh; creates and makes nothing.</summary>
public sealed class SchematicReview
{
    private const string ExtensionsPath = "customization.systemExtensions.officialExtensions";

    private readonly ReleaseSource _releases;
    private readonly Planner _planner;
    private readonly StoredMaps _recipes;
    private readonly SizeEstimates _sizes;
    private readonly ExtensionManifests _manifests;

    /// <summary>A review with what these know.</summary>
    public SchematicReview(ReleaseSource releases, Planner planner, StoredMaps recipes, SizeEstimates sizes, ExtensionManifests manifests)
    {
        _manifests = manifests;
        _releases = releases;
        _planner = planner;
        _recipes = recipes;
        _sizes = sizes;
    }

    /// <summary>Reviews a schematic.</summary>
    /// <param name="document">YAML or JSON.</param>
    /// <param name="version">The version, with or without <c>v</c>.</param>
    /// <param name="architecture">Of what machine the outputs are.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="FactoryException">There is no such version, or a source cannot answer.</exception>
    public async Task<SchematicReport> ReviewAsync(
        ReadOnlyMemory<byte> document, string version, Architecture architecture, CancellationToken cancellationToken)
    {
        var known = await _releases.FindVersionAsync(version, cancellationToken);
        var read = SchematicReader.Read(document.Span);
        if (!read.IsValid)
        {
            return new SchematicReport(
                null, null, [.. read.Faults.Select(fault => new SchematicFinding(FindingSeverity.Error, fault.Code, fault.ToString(), fault.Path))], []);
        }

        var schematic = read.Schematic;
        var id = SchematicId.Of(schematic);
        var findings = new List<SchematicFinding>();
        if (schematic.Owner.Length > 0)
        {
            findings.Add(new(FindingSeverity.Error, "owner", SchematicStore.OwnerRefused, "owner"));
        }

        var names = schematic.Customization.OfficialExtensions;
        var resolution = await new ExtensionResolver(_releases).FindAsync(names, known, cancellationToken);
        var ofExtensions = await OfExtensions(names, resolution, known, architecture, cancellationToken).ToListAsync(cancellationToken);
        findings.AddRange(ofExtensions);
        var refused = string.Join('\n', ofExtensions.Where(finding => finding.Severity == FindingSeverity.Error).Select(finding => finding.Message));

        // Each output would be refused for the extensions again.
        var planned = refused.Length == 0 ? schematic : schematic with { Customization = schematic.Customization with { OfficialExtensions = [] } };
        var outputs = new List<ReviewedOutput>();
        foreach (var name in ModelNames.Of(known, new ModelQuery(Platforms.Metal, architecture, IsComplete: false)))
        {
            outputs.Add(await ReviewAsync(new Profile(id, known, name), planned, refused, findings, cancellationToken));
        }

        return new SchematicReport(schematic, id, findings, outputs);
    }

    private async IAsyncEnumerable<SchematicFinding> OfExtensions(
        IReadOnlyList<string> names,
        ExtensionResolution resolution,
        TalosVersion version,
        Architecture architecture,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var faulty = resolution.Faults.ToDictionary(fault => fault.Index, fault => fault.Message);
        var found = new Queue<PlannedExtension>(resolution.Found);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, name) in names.Index())
        {
            var path = $"{ExtensionsPath}[{index}]";
            if (faulty.TryGetValue(index, out var fault))
            {
                yield return new(FindingSeverity.Error, "extension-unavailable", fault, path);
                continue;
            }

            var extension = found.Dequeue();
            if (!seen.Add(extension.Digest.ToString()))
            {
                yield return new(FindingSeverity.Warning, "extension-twice", $"the extension \"{name}\" is in the list before; it goes in twice", path);
            }

            if (extension.IsPinned && Reference.Parse(name).Digest is null)
            {
                yield return new(
                    FindingSeverity.Warning, "extension-tag", $"the tag of \"{name}\" may name another image later; now it is {name}@{extension.Digest}", path);
            }
            else if (!extension.IsPinned && ExtensionAliases.Of(name) is { } alias && !string.Equals(extension.Repository, name, StringComparison.Ordinal))
            {
                yield return new(FindingSeverity.Information, "extension-renamed", $"the extension \"{name}\" is called \"{alias}\" now", path);
            }

            if (await FindConflictAsync(extension, version, architecture, path, cancellationToken) is { } conflict)
            {
                yield return conflict;
            }
        }
    }

    // What packing would find out when it is too late for advice.
    private async Task<SchematicFinding?> FindConflictAsync(
        PlannedExtension extension, TalosVersion version, Architecture architecture, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await _manifests.FindAsync(extension, architecture, cancellationToken) is { } metadata
                && ExtensionCompatibility.FindFault(extension.Name, metadata, version) is { } fault
                ? new SchematicFinding(FindingSeverity.Error, "extension-incompatible", fault, path)
                : null;
        }
        catch (FactoryException exception) when (exception.Error is FactoryError.SourceUnavailable)
        {
            return new SchematicFinding(FindingSeverity.Warning, "extension-unread", exception.Message, path);
        }
        catch (FactoryException exception) when (exception.Error is FactoryError.SourceInvalid or FactoryError.InvalidCombination)
        {
            return new SchematicFinding(FindingSeverity.Error, "extension-unusable", exception.Message, path);
        }
    }

    private async Task<ReviewedOutput> ReviewAsync(
        Profile profile, Schematic schematic, string refused, List<SchematicFinding> findings, CancellationToken cancellationToken)
    {
        try
        {
            var plan = await _planner.PlanAsync(profile, schematic, cancellationToken);
            return refused.Length > 0 && plan.Extensions is not null
                ? new ReviewedOutput(profile.Asset, Size: null, refused)
                : new ReviewedOutput(profile.Asset, await WeighAsync(plan, cancellationToken), Reason: null);
        }
        catch (FactoryException exception) when (exception.Error is FactoryError.InvalidCombination or FactoryError.SigningUnavailable)
        {
            if (exception.Error == FactoryError.InvalidCombination)
            {
                findings.AddRange([.. OfOutput(exception).Except(findings)]);
            }

            return new ReviewedOutput(profile.Asset, Size: null, exception.Message);
        }
    }

    private static IEnumerable<SchematicFinding> OfOutput(FactoryException exception) =>
        exception.Message.Split('\n').Select(line => new SchematicFinding(FindingSeverity.Error, "invalid-combination", line, string.Empty));

    private async Task<ModelSize?> WeighAsync(BuildPlan plan, CancellationToken cancellationToken) =>
        await _recipes.FindAsync(plan.Hash(), cancellationToken) is { } recipe
            ? new ModelSize(recipe.Map.Length, IsExact: true)
            : await _sizes.OfAsync(plan, cancellationToken);
}
