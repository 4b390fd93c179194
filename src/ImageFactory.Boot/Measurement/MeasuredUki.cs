using ImageFactory.Formats.Extents;

namespace ImageFactory.Boot.Measurement;

/// <summary>What is measured of a unified kernel image.</summary>
/// <param name="Predictions">What register 11 will hold, for each of the image's profiles in their order.</param>
/// <param name="Sections">The hashes of the measured contents; another image with the same kernel need not read it for them.</param>
public sealed record MeasuredUki(IReadOnlyList<PcrPrediction> Predictions, IReadOnlyDictionary<ExtentMap, SectionDigests> Sections);
