using ImageFactory.Boot.Uki;

namespace ImageFactory.Boot.Measurement;

/// <summary>What register 11 will hold while a unified kernel image boots: in each of the <see cref="PcrBank"/>s, in their order.</summary>
/// <param name="Profile">The profile that boots; null for an image without profiles.</param>
/// <param name="AfterSections">The values when systemd-stub has measured the sections and starts the kernel.</param>
/// <param name="AfterPhases">The values once Talos has entered its last phase: those that policies are signed for.</param>
public sealed record PcrPrediction(UkiProfile? Profile, IReadOnlyList<PcrValue> AfterSections, IReadOnlyList<PcrValue> AfterPhases);
