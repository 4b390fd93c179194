using ImageFactory.Formats.Extents;

namespace ImageFactory.Installers;

/// <summary>A manifest, index or blob of a repository.</summary>
/// <param name="MediaType">The media type.</param>
/// <param name="Digest">The digest of the content.</param>
/// <param name="Content">The content.</param>
internal sealed record RegistryContent(string MediaType, Digest Digest, ExtentMap Content);
