using ImageFactory.Assets.Overlays;
using ImageFactory.Boot.Uki;

namespace ImageFactory.Assets.Plans;

/// <summary>The JSON shape of a plan: what is hashed, and what is shown to people.</summary>
internal sealed record PlanDocument(
    string Rules,
    string Asset,
    PlanDocument.ArtifactSet? Artifacts,
    string? CommandLine,
    PlanDocument.ExtensionSet? Extensions,
    PlanDocument.Uki? UnifiedKernelImage,
    PlannedGrub? Grub,
    PlannedSecureBoot? SecureBoot,
    PlannedEnrolment? Enrolment,
    PlannedDisk? Disk,
    PlannedConversion? Conversion,
    PlanDocument.OverlaySet? Overlay,
    PlanDocument.InstallerImage? Installer,
    string? ImageCache)
{
    public static PlanDocument Of(BuildPlan plan) => new(
        BuildPlan.Rules,
        plan.AssetIdentity,
        plan.Artifacts is null ? null : ArtifactSet.From(plan.Artifacts),
        plan.CommandLine,
        plan.Extensions is null ? null : ExtensionSet.From(plan.Extensions),
        plan.Uki is null ? null : Uki.From(plan.Uki),
        plan.Grub,
        plan.SecureBoot,
        plan.Enrolment,
        plan.Disk,
        plan.Conversion,
        plan.Overlay is null ? null : OverlaySet.From(plan.Overlay),
        plan.Installer is null ? null : InstallerImage.From(plan.Installer),
        plan.ImageCache?.Digest.ToString());

    internal sealed record ArtifactSet(string Image, IReadOnlyList<string> Roles)
    {
        public static ArtifactSet From(PlannedArtifacts planned) =>
            new(planned.Image.Descriptor.Digest.ToString(), [.. planned.Roles.Order().Select(role => role.ToString())]);
    }

    internal sealed record InstallerImage(string Base, string Name)
    {
        public static InstallerImage From(PlannedInstaller planned) => new(planned.Base.Descriptor.Digest.ToString(), planned.Name);
    }

    internal sealed record ExtensionSet(
        IReadOnlyList<Extension> Official, string SchematicId, string ExternalUrl, string? SchematicDocument, SegmentOptions Segments, string? ConfigurationHash)
    {
        public static ExtensionSet From(PlannedExtensions planned) => new(
            [.. planned.Official.Select(extension => new Extension(extension.Name, extension.Digest.ToString()))],
            planned.Schematic.Id,
            planned.Schematic.ExternalUrl,

            // The ID says it all; a document with machine configuration is nothing to print.
            planned.Configuration is null ? planned.Schematic.Document : null,
            planned.Segments,
            planned.Configuration?.Hash);
    }

    internal sealed record Extension(string Name, string Digest);

    internal sealed record OverlaySet(string Image, OverlayBoard Board, string? Options)
    {
        public static OverlaySet From(PlannedOverlay planned) => new(planned.Image.ToString(), planned.Board, planned.Options);
    }

    internal sealed record Uki(string OsVersion, IReadOnlyList<UkiProfile> Profiles, string? Splash)
    {
        public static Uki From(PlannedUki planned) =>
            new(planned.OsVersion, planned.Profiles, planned.Splash?.Digest.ToString());
    }
}
