using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Layout;

/// <summary>A layer of an image that is a map.</summary>
/// <param name="Descriptor">The blob.</param>
/// <param name="DiffId">The digest of the uncompressed archive (image specification, config.md, "Layer DiffID").</param>
/// <param name="Content">The bytes of the blob.</param>
public sealed record ArchivedLayer(Descriptor Descriptor, Digest DiffId, ExtentMap Content);
