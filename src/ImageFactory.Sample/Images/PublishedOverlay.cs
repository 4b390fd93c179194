using ImageFactory.Formats.Extents;

namespace ImageFactory.Sample.Images;

/// <summary>An overlay whose image is in the layout.</summary>
/// <param name="Name">The name of the overlay.</param>
/// <param name="Tagged">The repository and tag of the image.</param>
/// <param name="Digest">The digest of the image's index.</param>
internal sealed record PublishedOverlay(string Name, string Tagged, Digest Digest);
