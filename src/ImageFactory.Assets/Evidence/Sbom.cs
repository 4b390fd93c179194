namespace ImageFactory.Assets.Evidence;

/// <summary>A bill of materials of what a schematic boots, in whatever form it is then written.</summary>
internal sealed record Sbom
{
    /// <summary>The identifier of the root, as the reference names it.</summary>
    public const string RootId = "SPDXRef-DocumentRoot-Directory-talos";

    private const string Contains = "CONTAINS";

    /// <summary>The document's name.</summary>
    public required string Name { get; init; }

    /// <summary>The URL by which the document is named.</summary>
    public required string Url { get; init; }

    /// <summary>The root: what is booted.</summary>
    public required SbomPackage Root { get; init; }

    /// <summary>All other packages, sorted by their identifiers.</summary>
    public required IReadOnlyList<SbomPackage> Packages { get; init; }

    /// <summary>How they relate, sorted.</summary>
    public required IReadOnlyList<SbomRelation> Relations { get; init; }

    /// <summary>Licences that are not on the list of SPDX, sorted.</summary>
    public required IReadOnlyList<SbomLicense> Licenses { get; init; }

    /// <summary>Puts together what is known of the parts.</summary>
    /// <exception cref="InvalidDataException">There is too much of it.</exception>
    public static Sbom Create(SbomOrder order, SbomPart release, IReadOnlyList<SbomExtension> extensions, SbomLimits limits)
    {
        var profile = order.Plan.Profile;
        var tag = profile.Version.Tag;
        var image = ImagePackages.OfRelease(order.Plan.Artifacts!.Image, tag, order.Architecture); // an initramfs is made of one
        var parts = new List<SbomPart> { release, new([image], [new SbomRelation(RootId, "GENERATED_FROM", image.Id), .. Of(RootId, release)], []) };
        foreach (var extension in extensions)
        {
            var package = ImagePackages.OfExtension(extension, order.Architecture);
            parts.Add(extension.Part);
            parts.Add(new SbomPart([package], [new SbomRelation(RootId, Contains, package.Id), .. Of(package.Id, extension.Part)], []));
        }

        if (order.Overlay is { } overlay)
        {
            var package = ImagePackages.OfOverlay(overlay, order.Architecture);
            parts.Add(new SbomPart([package], [new SbomRelation(RootId, Contains, package.Id)], []));
        }

        // Extensions of equal content are read once; each of them still contains it.
        var all = SbomPart.Merge(parts, limits with { MaxPackages = 10 * limits.MaxPackages, MaxRelations = 10 * limits.MaxRelations });
        return new Sbom
        {
            Name = $"talos-{profile.SchematicId}-{tag}-{order.Architecture}",
            Url = order.Url,
            Root = new SbomPackage
            {
                Id = RootId,
                Name = "talos",
                Version = tag,
                Purpose = "OPERATING_SYSTEM",
                Description = $"Talos Linux {tag} for {order.Architecture} with the schematic {profile.SchematicId}",
                References = [new SbomReference("PACKAGE-MANAGER", "purl", $"pkg:generic/talos@{Uri.EscapeDataString(tag)}?arch={order.Architecture}")],
            },
            Packages = all.Packages,
            Relations = all.Relations,
            Licenses = all.Licenses,
        };
    }

    private static IEnumerable<SbomRelation> Of(string owner, SbomPart part) => part.Packages.Select(package => new SbomRelation(owner, Contains, package.Id));
}
