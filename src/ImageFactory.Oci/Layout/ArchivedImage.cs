using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Layout;

/// <summary>An image whose every blob is a map.</summary>
/// <param name="Descriptor">The manifest's descriptor, with its platform.</param>
/// <param name="Manifest">The manifest.</param>
/// <param name="Blobs">The manifest, the configuration and the layers by digest.</param>
public sealed record ArchivedImage(Descriptor Descriptor, Manifest Manifest, IReadOnlyDictionary<Digest, ExtentMap> Blobs);
