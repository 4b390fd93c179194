namespace ImageFactory.Keys;

/// <summary>What a signing command answers.</summary>
/// <param name="Signature">The signature in base64.</param>
internal sealed record SigningAnswer(string? Signature);
