using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Pe;

namespace ImageFactory.Boot.Uki;

/// <summary>The map of a unified kernel image.</summary>
public static class UkiImage
{
    /// <summary>The whole file; kernel, initramfs and stub are referenced.</summary>
    public static ExtentMap Map(UkiLayout layout) => PeImage.Map(layout.File);
}
