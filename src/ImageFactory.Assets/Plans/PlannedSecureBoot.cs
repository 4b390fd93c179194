namespace ImageFactory.Assets.Plans;

/// <summary>Who signs: what is public of the keys.</summary>
/// <param name="Certificate">SHA-256 of the image key's certificate in DER, in hexadecimal.</param>
/// <param name="PolicyKey">SHA-256 of the policy key's public part in DER (SubjectPublicKeyInfo), in hexadecimal.</param>
public sealed record PlannedSecureBoot(string Certificate, string PolicyKey);
