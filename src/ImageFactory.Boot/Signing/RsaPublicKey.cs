using System.Formats.Asn1;
using System.Security.Cryptography;

namespace ImageFactory.Boot.Signing;

/// <summary>An RSA public key in the encodings that signatures and their readers ask for.</summary>
public sealed class RsaPublicKey : IEquatable<RsaPublicKey>
{
    private const string PemLabel = "PUBLIC KEY";

    private readonly byte[] _subjectPublicKeyInfo;
    private readonly byte[] _pkcs1;

    private RsaPublicKey(RSA key)
    {
        _subjectPublicKeyInfo = key.ExportSubjectPublicKeyInfo();
        _pkcs1 = key.ExportRSAPublicKey();
        Bits = key.KeySize;
    }

    /// <summary>The size of the modulus in bits.</summary>
    public int Bits { get; }

    /// <summary>The length of the key's signatures in bytes.</summary>
    public int SignatureLength => (Bits + 7) / 8;

    /// <summary>RSAPublicKey in DER (RFC 8017, A.1.1).</summary>
    public ReadOnlyMemory<byte> Pkcs1 => _pkcs1;

    /// <summary>SubjectPublicKeyInfo in DER (RFC 5280, 4.1).</summary>
    public ReadOnlyMemory<byte> SubjectPublicKeyInfo => _subjectPublicKeyInfo;

    /// <summary>The public part of a key.</summary>
    public static RsaPublicKey Of(RSA key) => new(key);

    /// <summary>Reads a SubjectPublicKeyInfo in DER.</summary>
    /// <exception cref="InvalidDataException">It is damaged or not of an RSA key.</exception>
    public static RsaPublicKey Parse(ReadOnlySpan<byte> subjectPublicKeyInfo)
    {
        using var rsa = RSA.Create();
        try
        {
            rsa.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out _);
            return new RsaPublicKey(rsa);
        }
        catch (Exception exception) when (exception is CryptographicException or AsnContentException)
        {
            throw new InvalidDataException("The public key is not an RSA key.", exception);
        }
    }

    /// <summary>Reads the first public key of a PEM text.</summary>
    /// <exception cref="InvalidDataException">There is none, or it is no RSA key.</exception>
    public static RsaPublicKey FromPem(string pem)
    {
        for (var rest = pem.AsSpan(); PemEncoding.TryFind(rest, out var fields); rest = rest[fields.Location.End..])
        {
            if (rest[fields.Label] is PemLabel)
            {
                return Parse(Convert.FromBase64String(rest[fields.Base64Data].ToString()));
            }
        }

        throw new InvalidDataException("The text has no 'BEGIN PUBLIC KEY'.");
    }

    /// <summary>Whether a signature by RSASSA-PKCS1-v1_5 is of this key and hash.</summary>
    public bool Verifies(HashAlgorithmName algorithm, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature)
    {
        using var rsa = RSA.Create();
        rsa.ImportRSAPublicKey(_pkcs1, out _);
        return rsa.VerifyHash(hash, signature, algorithm, RSASignaturePadding.Pkcs1);
    }

    /// <summary>The key as PEM text, which ends with a line end.</summary>
    public string ToPem() => PemEncoding.WriteString(PemLabel, _subjectPublicKeyInfo) + "\n";

    /// <inheritdoc/>
    public bool Equals(RsaPublicKey? other) => other is not null && _pkcs1.AsSpan().SequenceEqual(other._pkcs1);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RsaPublicKey);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(_pkcs1);
        return hash.ToHashCode();
    }
}
