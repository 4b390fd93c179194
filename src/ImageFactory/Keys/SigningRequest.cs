namespace ImageFactory.Keys;

/// <summary>What a signing command reads.</summary>
/// <param name="Algorithm">What made the hash: <c>sha256</c>, <c>sha384</c> or <c>sha512</c>.</param>
/// <param name="Hash">The hash in base64.</param>
internal sealed record SigningRequest(string Algorithm, string Hash);
