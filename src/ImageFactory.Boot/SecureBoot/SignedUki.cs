using ImageFactory.Boot.Measurement;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Boot.SecureBoot;

/// <summary>A signed unified kernel image.</summary>
/// <param name="Image">The whole file; kernel, initramfs and stub are referenced.</param>
/// <param name="Measured">What is measured of it.</param>
public sealed record SignedUki(ExtentMap Image, MeasuredUki Measured);
