using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Oci.Signatures;

/// <summary>
/// Writes Sigstore bundles, version 0.3, about signatures of a bare key (sigstore/protobuf-specs: sigstore_bundle.proto, as JSON).
/// <c>cosign</c> verifies them with the public key alone.
/// </summary>
public static class BundleWriter
{
    /// <summary>The media type of a bundle.</summary>
    public const string MediaType = "application/vnd.dev.sigstore.bundle.v0.3+json";

    /// <summary>A bundle about content.</summary>
    /// <param name="sha256">The SHA-256 of the content.</param>
    /// <param name="signature">The signature over the content.</param>
    /// <param name="subjectPublicKeyInfo">The signer's key as DER.</param>
    public static byte[] OfContent(Digest sha256, byte[] signature, ReadOnlySpan<byte> subjectPublicKeyInfo) => Write(subjectPublicKeyInfo, json =>
    {
        json.WriteStartObject("messageSignature");
        json.WriteStartObject("messageDigest");
        json.WriteString("algorithm", "SHA2_256");
        json.WriteBase64String("digest", Convert.FromHexString(sha256.Hex));
        json.WriteEndObject();
        json.WriteBase64String("signature", signature);
        json.WriteEndObject();
    });

    /// <summary>A bundle with an in-toto statement in a DSSE envelope.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="signature">The signature over what <see cref="Dsse.Encode"/> makes of it.</param>
    /// <param name="subjectPublicKeyInfo">The signer's key as DER.</param>
    public static byte[] OfStatement(ReadOnlySpan<byte> statement, byte[] signature, ReadOnlySpan<byte> subjectPublicKeyInfo)
    {
        var payload = statement.ToArray();
        return Write(subjectPublicKeyInfo, json =>
        {
            json.WriteStartObject("dsseEnvelope");
            json.WriteBase64String("payload", payload);
            json.WriteString("payloadType", Dsse.InTotoType);
            json.WriteStartArray("signatures");
            json.WriteStartObject();
            json.WriteBase64String("sig", signature);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    // The hint is cosign's: the SHA-256 of the key.
    private static byte[] Write(ReadOnlySpan<byte> subjectPublicKeyInfo, Action<Utf8JsonWriter> writeContent)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("mediaType", MediaType);
            json.WriteStartObject("verificationMaterial");
            json.WriteStartObject("publicKey");
            json.WriteString("hint", Convert.ToBase64String(SHA256.HashData(subjectPublicKeyInfo)));
            json.WriteEndObject();
            json.WriteEndObject();
            writeContent(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
