using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace ImageFactory.Oci.Signatures;

/// <summary>RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017), from 2048 bits on.</summary>
internal sealed class RsaKey : VerificationKey
{
    private const int Smallest = 2048;
    private const int Largest = 16384;

    private RsaKey(ReadOnlyMemory<byte> subjectPublicKeyInfo)
        : base(subjectPublicKeyInfo)
    {
    }

    public static RsaKey Read(ReadOnlyMemory<byte> der)
    {
        using var key = Open(der);
        return key.KeySize is >= Smallest and <= Largest
            ? new RsaKey(der)
            : throw new InvalidDataException($"An RSA key of {key.KeySize} bits cannot be used; expected {Smallest} to {Largest}.");
    }

    [SuppressMessage("Security", "S5542", Justification = "Cosign's signatures have this padding.")]
    public override bool Verify(ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
    {
        using var key = Open(SubjectPublicKeyInfo);
        return key.VerifyData(content, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static RSA Open(ReadOnlyMemory<byte> der)
    {
        var key = RSA.Create();
        key.ImportSubjectPublicKeyInfo(der.Span, out _);
        return key;
    }
}
