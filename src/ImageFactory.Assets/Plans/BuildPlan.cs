using System.Security.Cryptography;
using System.Text.Json;
using ImageFactory.Assets.Caches;
using ImageFactory.Assets.Overlays;
using ImageFactory.Assets.Profiles;

namespace ImageFactory.Assets.Plans;

/// <summary>
/// Everything that influences the bytes of an asset, as pure data: it can be printed, compared and hashed. What does not
/// influence this asset's bytes is not in it.
/// </summary>
public sealed record BuildPlan
{
    /// <summary>The rules of composing that this build of the factory follows; raised when they change bytes.</summary>
    public const string Rules = "3";

    /// <summary>Schematic, version and output.</summary>
    public required Profile Profile { get; init; }

    /// <summary>What is taken from the version's source image; null when the output takes nothing.</summary>
    public PlannedArtifacts? Artifacts { get; init; }

    /// <summary>The kernel command line; null when the output has none.</summary>
    public string? CommandLine { get; init; }

    /// <summary>The extensions of the initramfs; null when the output has no initramfs.</summary>
    public PlannedExtensions? Extensions { get; init; }

    /// <summary>The unified kernel image; null when the output has none.</summary>
    public PlannedUki? Uki { get; init; }

    /// <summary>GRUB; null when the output does without.</summary>
    public PlannedGrub? Grub { get; init; }

    /// <summary>Who signs; null when nothing is signed.</summary>
    public PlannedSecureBoot? SecureBoot { get; init; }

    /// <summary>How the medium enrols its key; null when it does not.</summary>
    public PlannedEnrolment? Enrolment { get; init; }

    /// <summary>What a board needs besides; null without an overlay, and when nothing of it goes in but kernel arguments.</summary>
    public PlannedOverlay? Overlay { get; init; }

    /// <summary>The disk; null when the output is none.</summary>
    public PlannedDisk? Disk { get; init; }

    /// <summary>The container images on the medium; null when there are none.</summary>
    public ImageCache? ImageCache { get; init; }

    /// <summary>The installer's container image; null when the output is none.</summary>
    public PlannedInstaller? Installer { get; init; }

    /// <summary>What becomes of the raw disk; null when it stays one.</summary>
    public PlannedConversion? Conversion { get; init; }

    /// <summary>Whether the asset holds what only its owner may see: it is encrypted in the store.</summary>
    public bool IsConfidential => Extensions?.Configuration is not null;

    /// <summary>
    /// What of the profile influences the bytes: the schematic only through the extension that names it, the output by its kind.
    /// </summary>
    internal string AssetIdentity => $"{Profile.Version.Tag}/{Profile.Asset.Architecture}/{Profile.Asset.Kind}";

    /// <summary>The plan as indented JSON, for people.</summary>
    public string Explain() => JsonSerializer.Serialize(PlanDocument.Of(this), PlanDocuments.Readable.PlanDocument);

    /// <summary>SHA-256 of the plan in lower-case hexadecimal.</summary>
    public string Hash() => Convert.ToHexStringLower(
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(PlanDocument.Of(this), PlanDocuments.Default.PlanDocument)));
}
