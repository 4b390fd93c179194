using ImageFactory.Formats.Extents;
using ImageFactory.Sample.Table;

namespace ImageFactory.Sample.Images;

/// <summary>An extension that is in the layout.</summary>
/// <param name="Tagged">Its repository and tag.</param>
/// <param name="Digest">The digest of its index.</param>
/// <param name="Row">What it is.</param>
internal sealed record PublishedExtension(string Tagged, Digest Digest, ExtensionRow Row);
