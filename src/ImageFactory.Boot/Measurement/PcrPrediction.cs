using ImageFactory.Boot.Uki;

namespace ImageFactory.Boot.Measurement;

/// <summary>What register 11 will hold once a unified kernel image has booted.</summary>
/// <param name="Profile">The profile that boots; null for an image without profiles.</param>
/// <param name="Values">The value in each of the <see cref="PcrBank"/>s, in their order.</param>
public sealed record PcrPrediction(UkiProfile? Profile, IReadOnlyList<PcrValue> Values);
