namespace ImageFactory.Oci.Signatures;

/// <summary>The signature of a key that the operator has. Transparency logs are not asked.</summary>
/// <param name="key">The key.</param>
/// <param name="name">What the operator calls it, for messages.</param>
public sealed class KeyRule(VerificationKey key, string name) : ISignatureRule
{
    /// <inheritdoc/>
    public override string ToString() => $"by the key {name}";

    string? ISignatureRule.FindFault(ImageSignature signature) =>
        key.Verify(signature.Content.Span, signature.Signature.Span) ? null : "is by another key";
}
