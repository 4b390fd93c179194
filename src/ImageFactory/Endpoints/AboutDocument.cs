namespace ImageFactory.Endpoints;

/// <summary>The answer of <c>/about</c>: what this factory is, and what its operator allows.</summary>
/// <param name="Version">Name and version.</param>
/// <param name="ExternalUrl">The URL that images and links name.</param>
/// <param name="PxeUrl">The URL that machines which start from the network are given.</param>
/// <param name="SecureBoot">Whether it signs for SecureBoot.</param>
/// <param name="EmbeddedConfiguration">Whether a schematic may hold a machine configuration.</param>
internal sealed record AboutDocument(string Version, string ExternalUrl, string PxeUrl, bool SecureBoot, bool EmbeddedConfiguration);
