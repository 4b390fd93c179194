using ImageFactory.Assets.Artifacts;
using ImageFactory.Boot.Uki;

namespace ImageFactory.Assets.Plans;

/// <summary>The unified kernel image around kernel and initramfs.</summary>
/// <param name="OsVersion">The version in os-release.</param>
/// <param name="Profiles">The boot profiles; none before Talos 1.10.</param>
/// <param name="Splash">The BMP that is shown while booting, or null.</param>
public sealed record PlannedUki(string OsVersion, IReadOnlyList<UkiProfile> Profiles, Artifact? Splash);
