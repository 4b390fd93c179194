using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Signatures;

namespace ImageFactory.Oci.Tests.Signatures;

/// <summary>A certificate authority and a transparency log of our own, and a signer who uses them.</summary>
internal sealed class SigstoreInstance : IDisposable
{
    public const string Identity = "release@example.org";
    public const string Issuer = "https://accounts.example.org";

    private const string LogName = "log.example.org";

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ECDsa _authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _log = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _authority;

    public SigstoreInstance()
    {
        var request = new CertificateRequest("O=example.org, CN=authority", _authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _authority = request.CreateSelfSigned(Start, Start.AddYears(10));
    }

    /// <summary>When the log took the signature.</summary>
    public DateTimeOffset SignedAt { get; init; } = Start.AddMinutes(2);

    /// <summary>Whether the certificate is for signing code.</summary>
    public bool SignsCode { get; init; } = true;

    /// <summary>Its trusted_root.json.</summary>
    public byte[] TrustedRoot() => JsonSerializer.SerializeToUtf8Bytes(new JsonObject
    {
        ["mediaType"] = "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
        ["tlogs"] = new JsonArray(new JsonObject
        {
            ["baseUrl"] = "https://" + LogName,
            ["hashAlgorithm"] = "SHA2_256",
            ["publicKey"] = new JsonObject
            {
                ["rawBytes"] = Convert.ToBase64String(_log.ExportSubjectPublicKeyInfo()),
                ["keyDetails"] = "PKIX_ECDSA_P256_SHA_256",
                ["validFor"] = new JsonObject { ["start"] = Text(Start) },
            },
            ["logId"] = new JsonObject { ["keyId"] = Convert.ToBase64String(LogId) },
        }),
        ["certificateAuthorities"] = new JsonArray(new JsonObject
        {
            ["subject"] = new JsonObject { ["organization"] = "example.org", ["commonName"] = "authority" },
            ["uri"] = "https://authority.example.org",
            ["certChain"] = new JsonObject { ["certificates"] = new JsonArray(new JsonObject { ["rawBytes"] = Convert.ToBase64String(_authority.RawData) }) },
            ["validFor"] = new JsonObject { ["start"] = Text(Start) },
        }),
    });

    /// <summary>A bundle with a statement that the signer signs about an image.</summary>
    public JsonObject Bundle(Digest image)
    {
        var payload = Encoding.UTF8.GetBytes(
            $$$"""{"_type":"https://in-toto.io/Statement/v1","subject":[{"digest":{"sha256":"{{{image.Hex}}}"}}],"predicateType":"https://sigstore.dev/cosign/sign/v1","predicate":{}}""");
        var signature = _signer.SignData(Dsse.Encode(Dsse.InTotoType, payload), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        using var certificate = Issue();
        var envelope = new JsonObject
        {
            ["payload"] = Convert.ToBase64String(payload),
            ["payloadType"] = Dsse.InTotoType,
            ["signatures"] = new JsonArray(new JsonObject { ["sig"] = Convert.ToBase64String(signature) }),
        };
        var body = Encoding.UTF8.GetBytes(
            $$$"""{"apiVersion":"0.0.1","kind":"dsse","spec":{"envelopeHash":{"algorithm":"sha256","value":"{{{Hash(Encoding.UTF8.GetBytes(envelope.ToJsonString()))}}}"},"payloadHash":{"algorithm":"sha256","value":"{{{Hash(payload)}}}"},"signatures":[{"signature":"{{{Convert.ToBase64String(signature)}}}","verifier":"{{{Convert.ToBase64String(Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n"))}}}"}]}}""");
        return new JsonObject
        {
            ["mediaType"] = "application/vnd.dev.sigstore.bundle.v0.3+json",
            ["verificationMaterial"] = new JsonObject
            {
                ["certificate"] = new JsonObject { ["rawBytes"] = Convert.ToBase64String(certificate.RawData) },
                ["tlogEntries"] = new JsonArray(Entry(body)),
            },
            ["dsseEnvelope"] = envelope,
        };
    }

    public void Dispose()
    {
        _authorityKey.Dispose();
        _log.Dispose();
        _signer.Dispose();
        _authority.Dispose();
    }

    private byte[] LogId => SHA256.HashData(_log.ExportSubjectPublicKeyInfo());

    // The fourth leaf of a tree of six: the path goes left, left and right.
    private JsonObject Entry(byte[] body)
    {
        const long Index = 3;
        byte[][] leaves = [.. Enumerable.Range(0, 6).Select(number => HashOfLeaf(number == Index ? body : [(byte)number]))];
        var left = HashOfNode(leaves[0], leaves[1]);
        var right = HashOfNode(leaves[4], leaves[5]);
        var root = HashOfNode(HashOfNode(left, HashOfNode(leaves[2], leaves[3])), right);
        var note = $"{LogName} - 1\n6\n{Convert.ToBase64String(root)}\n";
        var signed = Sign(Encoding.UTF8.GetBytes(note));
        var time = SignedAt.ToUnixTimeSeconds();
        var promise = Sign(Encoding.UTF8.GetBytes(
            $$"""{"body":"{{Convert.ToBase64String(body)}}","integratedTime":{{time}},"logID":"{{Convert.ToHexStringLower(LogId)}}","logIndex":1003}"""));
        return new JsonObject
        {
            ["logIndex"] = "1003",
            ["logId"] = new JsonObject { ["keyId"] = Convert.ToBase64String(LogId) },
            ["kindVersion"] = new JsonObject { ["kind"] = "dsse", ["version"] = "0.0.1" },
            ["integratedTime"] = time.ToString(CultureInfo.InvariantCulture),
            ["inclusionPromise"] = new JsonObject { ["signedEntryTimestamp"] = Convert.ToBase64String(promise) },
            ["inclusionProof"] = new JsonObject
            {
                ["logIndex"] = Index.ToString(CultureInfo.InvariantCulture),
                ["rootHash"] = Convert.ToBase64String(root),
                ["treeSize"] = "6",
                ["hashes"] = new JsonArray(Convert.ToBase64String(leaves[2]), Convert.ToBase64String(left), Convert.ToBase64String(right)),
                ["checkpoint"] = new JsonObject { ["envelope"] = $"{note}\n\u2014 {LogName} {Convert.ToBase64String([.. LogId[..4], .. signed])}\n" },
            },
            ["canonicalizedBody"] = Convert.ToBase64String(body),
        };
    }

    private X509Certificate2 Issue()
    {
        var request = new CertificateRequest(string.Empty, _signer, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(SignsCode ? "1.3.6.1.5.5.7.3.3" : "1.3.6.1.5.5.7.3.1")], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddEmailAddress(Identity);
        request.CertificateExtensions.Add(names.Build(critical: true));
        var issuer = new AsnWriter(AsnEncodingRules.DER);
        issuer.WriteCharacterString(UniversalTagNumber.UTF8String, Issuer);
        request.CertificateExtensions.Add(new X509Extension("1.3.6.1.4.1.57264.1.8", issuer.Encode(), critical: false));
        request.CertificateExtensions.Add(new X509Extension("1.3.6.1.4.1.57264.1.1", Encoding.UTF8.GetBytes(Issuer), critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_authority, true, false));
        return request.Create(_authority, Start, Start.AddMinutes(10), [1, 2, 3, 4]);
    }

    private byte[] Sign(byte[] content) => _log.SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    private static byte[] HashOfLeaf(byte[] leaf) => SHA256.HashData([0, .. leaf]);

    private static byte[] HashOfNode(byte[] left, byte[] right) => SHA256.HashData([1, .. left, .. right]);

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
