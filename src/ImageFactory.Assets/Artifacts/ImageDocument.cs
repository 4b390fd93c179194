namespace ImageFactory.Assets.Artifacts;

/// <summary>How an image is kept as JSON.</summary>
/// <param name="Manifest">The manifest, itself JSON.</param>
internal sealed record ImageDocument(string MediaType, string Digest, long Size, string Manifest);
