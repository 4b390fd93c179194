using ImageFactory.Boot.Measurement;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Boot.SecureBoot;

/// <summary>A signed unified kernel image.</summary>
/// <param name="Image">The whole file; kernel, initramfs and stub are referenced.</param>
/// <param name="Predictions">What register 11 will hold, for each of the image's profiles in their order.</param>
/// <param name="Sections">The hashes of the measured contents; another image with the same kernel need not read it for them.</param>
public sealed record SignedUki(
    ExtentMap Image, IReadOnlyList<PcrPrediction> Predictions, IReadOnlyDictionary<ExtentMap, SectionDigests> Sections);
