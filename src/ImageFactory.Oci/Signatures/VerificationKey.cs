using System.Formats.Asn1;
using System.Security.Cryptography;

namespace ImageFactory.Oci.Signatures;

/// <summary>
/// A public key that tells whether a signature over content is its owner's: ECDSA on the curves P-256, P-384 and P-521, RSA
/// (PKCS #1 v1.5), or Ed25519. For use by several threads at once.
/// </summary>
public abstract class VerificationKey
{
    private const string EcPublicKey = "1.2.840.10045.2.1";
    private const string RsaEncryption = "1.2.840.113549.1.1.1";
#pragma warning disable S1313 // An object identifier, no address.
    private const string Ed25519 = "1.3.101.112";
#pragma warning restore S1313
    private const string PemLabel = "PUBLIC KEY";
    private const int LongestPem = 64 * 1024;

    private protected VerificationKey(ReadOnlyMemory<byte> subjectPublicKeyInfo) => SubjectPublicKeyInfo = subjectPublicKeyInfo;

    /// <summary>The key as DER (RFC 5280, 4.1).</summary>
    public ReadOnlyMemory<byte> SubjectPublicKeyInfo { get; }

    /// <summary>Reads a key from PEM text: <c>PUBLIC KEY</c>.</summary>
    /// <exception cref="InvalidDataException">The text has no such key, or one of another algorithm.</exception>
    public static VerificationKey FromPem(string text)
    {
        if (text.Length > LongestPem || !PemEncoding.TryFind(text, out var fields) || text[fields.Label] is not PemLabel)
        {
            throw new InvalidDataException($"The text has no {PemLabel} in PEM.");
        }

        return FromSubjectPublicKeyInfo(Convert.FromBase64String(text[fields.Base64Data]));
    }

    /// <summary>Reads a key from DER (RFC 5280, 4.1).</summary>
    /// <exception cref="InvalidDataException">The bytes are no key, or one of another algorithm.</exception>
    public static VerificationKey FromSubjectPublicKeyInfo(ReadOnlyMemory<byte> der)
    {
        try
        {
            var info = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
            var algorithm = info.ReadSequence().ReadObjectIdentifier();
            var bits = info.ReadBitString(out _);
            return algorithm switch
            {
                EcPublicKey => EcdsaKey.Read(der),
                RsaEncryption => RsaKey.Read(der),
                Ed25519 => new Ed25519Key(der, bits),
                _ => throw new InvalidDataException($"A key of the algorithm {algorithm} cannot be used; expected ECDSA, RSA or Ed25519."),
            };
        }
        catch (Exception exception) when (exception is AsnContentException or CryptographicException)
        {
            throw new InvalidDataException("The public key is damaged.", exception);
        }
    }

    /// <summary>Whether the signature over the content was made with the private part of this key.</summary>
    public abstract bool Verify(ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature);
}
