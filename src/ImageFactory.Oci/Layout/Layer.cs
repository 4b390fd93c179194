using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Layout;

/// <summary>A layer that is in a layout.</summary>
/// <param name="Descriptor">The blob.</param>
/// <param name="DiffId">The digest of the uncompressed archive (image specification, config.md, "Layer DiffID").</param>
public sealed record Layer(Descriptor Descriptor, Digest DiffId);
