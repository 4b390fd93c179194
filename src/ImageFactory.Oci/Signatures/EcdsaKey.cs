using System.Security.Cryptography;

namespace ImageFactory.Oci.Signatures;

/// <summary>ECDSA; signatures are the DER of RFC 3279. The hash is SHA-256, or the one that fits a larger curve.</summary>
internal sealed class EcdsaKey : VerificationKey
{
    private readonly HashAlgorithmName[] _hashes;

    private EcdsaKey(ReadOnlyMemory<byte> subjectPublicKeyInfo, HashAlgorithmName[] hashes)
        : base(subjectPublicKeyInfo) => _hashes = hashes;

    public static EcdsaKey Read(ReadOnlyMemory<byte> der)
    {
        using var key = Open(der);
        return new EcdsaKey(der, key.KeySize switch
        {
            256 => [HashAlgorithmName.SHA256],
            384 => [HashAlgorithmName.SHA256, HashAlgorithmName.SHA384],
            521 => [HashAlgorithmName.SHA256, HashAlgorithmName.SHA512],
            _ => throw new InvalidDataException($"An ECDSA key of {key.KeySize} bits cannot be used; expected 256, 384 or 521."),
        });
    }

    public override bool Verify(ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
    {
        using var key = Open(SubjectPublicKeyInfo);
        foreach (var hash in _hashes)
        {
            if (key.VerifyData(content, signature, hash, DSASignatureFormat.Rfc3279DerSequence))
            {
                return true;
            }
        }

        return false;
    }

    private static ECDsa Open(ReadOnlyMemory<byte> der)
    {
        var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(der.Span, out _);
        return key;
    }
}
