namespace ImageFactory.Oci.Client;

/// <summary>The rest of a blob while it is downloaded.</summary>
/// <param name="Content">The bytes.</param>
/// <param name="Start">Where in the blob they start: at the byte that was asked for, or at 0.</param>
internal sealed record BlobBody(Stream Content, long Start);
