namespace ImageFactory.Oci.Client;

/// <summary>What became of a blob that was pushed.</summary>
/// <param name="Outcome">How it came into the repository.</param>
public sealed record BlobReceipt(BlobOutcome Outcome);
