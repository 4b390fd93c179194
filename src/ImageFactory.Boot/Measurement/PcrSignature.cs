using ImageFactory.Boot.Signing;

namespace ImageFactory.Boot.Measurement;

/// <summary>A policy in the <c>.pcrsig</c> section with its signature.</summary>
/// <param name="Bank">The bank of the registers.</param>
/// <param name="Registers">The registers that have to have a value.</param>
/// <param name="KeyFingerprint">The SHA-256 hash of the key in PKCS #1, in lower-case hexadecimal.</param>
/// <param name="Policy">The policy's digest.</param>
/// <param name="Signature">The signature.</param>
public sealed record PcrSignature(
    PcrBank Bank, IReadOnlyList<int> Registers, string KeyFingerprint, ReadOnlyMemory<byte> Policy, ReadOnlyMemory<byte> Signature)
{
    /// <summary>Whether the policy is signed by a key.</summary>
    public bool IsBy(RsaPublicKey key) => key.Verifies(Bank.Algorithm, Bank.Hash(Policy.Span), Signature.Span);
}
