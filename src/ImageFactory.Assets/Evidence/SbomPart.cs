namespace ImageFactory.Assets.Evidence;

/// <summary>What the documents in one image say: it depends on that image alone, and is kept for it.</summary>
internal sealed record SbomPart(
    IReadOnlyList<SbomPackage> Packages, IReadOnlyList<SbomRelation> Relations, IReadOnlyList<SbomLicense> Licenses)
{
    /// <summary>Several as one, whatever their order: equal packages and licences are one.</summary>
    /// <exception cref="InvalidDataException">They have too many packages or relations.</exception>
    public static SbomPart Merge(IReadOnlyCollection<SbomPart> parts, SbomLimits limits)
    {
        if (parts.Sum(part => (long)part.Packages.Count) > limits.MaxPackages || parts.Sum(part => (long)part.Relations.Count) > limits.MaxRelations)
        {
            throw new InvalidDataException(
                $"The SPDX documents have more than {limits.MaxPackages} packages or {limits.MaxRelations} relationships.");
        }

        return new SbomPart(
            [.. parts.SelectMany(part => part.Packages).DistinctBy(package => package.Id, StringComparer.Ordinal).OrderBy(package => package.Id, StringComparer.Ordinal)],
            Sort(parts.SelectMany(part => part.Relations)),
            [.. parts.SelectMany(part => part.Licenses).DistinctBy(license => license.Id, StringComparer.Ordinal).OrderBy(license => license.Id, StringComparer.Ordinal)]);
    }

    /// <summary>Each relation once, sorted.</summary>
    public static IReadOnlyList<SbomRelation> Sort(IEnumerable<SbomRelation> relations) =>
    [
        .. relations.Distinct()
            .OrderBy(relation => relation.From, StringComparer.Ordinal)
            .ThenBy(relation => relation.Type, StringComparer.Ordinal)
            .ThenBy(relation => relation.To, StringComparer.Ordinal),
    ];
}
