using ImageFactory.Assets.Versions;
using static ImageFactory.Assets.Profiles.OutputKind;

namespace ImageFactory.Assets.Profiles;

/// <summary>Which part of a schematic counts for which asset: one table.</summary>
public static class Customisations
{
    private static readonly OutputKind[] WithInitramfs = [Initramfs, Iso, Image, Uki, Installer];

    private static readonly Row[] Table =
    [
        new(Customisation.Extensions, WithInitramfs),
        new(Customisation.EmbeddedConfiguration, WithInitramfs) { Needs = rules => rules.EmbeddedConfiguration },
        // The command line too: what boots by PXE needs the arguments of its board.
        new(Customisation.Overlay, [.. WithInitramfs, Cmdline]) { Needs = rules => rules.HasOverlays },
        new(Customisation.ExtraKernelArguments, [Cmdline, Iso, Image]),
        // Before, UKI and installer without SecureBoot kept the arguments of the release.
        new(Customisation.ExtraKernelArguments, [Uki, Installer])
        {
            When = (rules, secureBoot) => rules.UnifiedInstaller || secureBoot,
        },
        new(Customisation.MetaOnCommandLine, [Cmdline, Iso]),
        new(Customisation.MetaInPartition, [Image]),
        new(Customisation.Bootloader, [Image]),
        new(Customisation.Bootloader, [Iso]) { When = (rules, _) => rules.BootloaderChoiceOnIso },
        new(Customisation.SectorSize, [Image]),
        new(Customisation.KeyEnrolment, [Iso, Image]) { When = (_, secureBoot) => secureBoot },
    ];

    /// <summary>What counts for an asset. The rest of the schematic is ignored, except what is <see cref="Refused"/>.</summary>
    public static Customisation For(OutputKind kind, TalosVersion version, bool secureBoot)
    {
        var rules = VersionRules.Of(version);
        return Union(Table.Where(row =>
            row.Kinds.Contains(kind) && row.Needs(rules) && row.When(rules, secureBoot)));
    }

    /// <summary>What the version cannot do: a schematic that asks for it is refused, not built without.</summary>
    public static Customisation Refused(OutputKind kind, TalosVersion version)
    {
        var rules = VersionRules.Of(version);
        return Union(Table.Where(row => row.Kinds.Contains(kind) && !row.Needs(rules)));
    }

    private static Customisation Union(IEnumerable<Row> rows) =>
        rows.Aggregate(Customisation.None, (all, row) => all | row.What);

    /// <summary>One row: what counts for which kinds.</summary>
    private sealed record Row(Customisation What, OutputKind[] Kinds)
    {
        /// <summary>False: asking for it is an error.</summary>
        public Func<VersionRules, bool> Needs { get; init; } = _ => true;

        /// <summary>False: asking for it has no effect. Takes the rules and whether the asset is for SecureBoot.</summary>
        public Func<VersionRules, bool, bool> When { get; init; } = (_, _) => true;
    }
}
