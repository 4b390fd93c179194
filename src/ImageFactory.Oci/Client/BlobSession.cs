namespace ImageFactory.Oci.Client;

/// <summary>An upload under way.</summary>
/// <param name="Location">Where the registry wants the next chunk.</param>
/// <param name="Offset">The first byte that it does not have yet.</param>
internal sealed record BlobSession(Uri Location, long Offset);
