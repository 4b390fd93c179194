using System.Text.Json;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Oci.Signatures;

/// <summary>A Sigstore bundle, versions 0.1 to 0.3 (sigstore/protobuf-specs: sigstore_bundle.proto, as JSON).</summary>
internal static class SignatureBundle
{
    public const string MediaTypePrefix = "application/vnd.dev.sigstore.bundle";

    private const int MostEntries = 8;
    private const int MostCertificates = 8;

    /// <summary>The plain signatures in a bundle over a statement about an image; none when it says something else.</summary>
    /// <exception cref="InvalidDataException">The bytes are no bundle.</exception>
    public static IReadOnlyList<ImageSignature> Read(ReadOnlyMemory<byte> bytes, Digest image) => Json.Read(bytes, "signature bundle", root =>
    {
        if (root.Find("dsseEnvelope") is not { } envelope || envelope.FindText("payloadType") is not Dsse.InTotoType)
        {
            return [];
        }

        var payload = envelope.Bytes("payload");
        var statement = InTotoStatement.Read(payload);
        if (statement.PredicateType is not InTotoStatement.CosignSignature || !statement.Subjects.Contains(image))
        {
            return [];
        }

        var material = root.GetProperty("verificationMaterial");
        var chain = Certificates(material);
        var entry = Entries(material).FirstOrDefault();
        return (IReadOnlyList<ImageSignature>)
        [
            .. envelope.GetProperty("signatures").EnumerateArray().Select(signature =>
                new ImageSignature(Dsse.Encode(Dsse.InTotoType, payload), payload, signature.Bytes("sig"))
                {
                    Certificate = chain.Count > 0 ? chain[0] : null,
                    Intermediates = [.. chain.Skip(1)],
                    Entry = entry,
                }),
        ];
    });

    /// <summary>The signature in a bundle that is about content.</summary>
    /// <exception cref="InvalidDataException">The bytes are no such bundle.</exception>
    public static ReadOnlyMemory<byte> ReadSignature(ReadOnlyMemory<byte> bytes) =>
        Json.Read(bytes, "signature bundle", root => root.GetProperty("messageSignature").Bytes("signature"));

    private static IReadOnlyList<ReadOnlyMemory<byte>> Certificates(JsonElement material)
    {
        if (material.Find("certificate") is { } one)
        {
            return [one.Bytes("rawBytes")];
        }

        return material.Find("x509CertificateChain") is { } chain
            ? [.. chain.GetProperty("certificates").EnumerateArray().Take(MostCertificates).Select(each => (ReadOnlyMemory<byte>)each.Bytes("rawBytes"))]
            : [];
    }

    private static IEnumerable<LogEntry> Entries(JsonElement material) =>
        material.Find("tlogEntries") is { } entries ? entries.EnumerateArray().Take(MostEntries).Select(ReadEntry) : [];

    private static LogEntry ReadEntry(JsonElement entry) => new(
        entry.GetProperty("logId").Bytes("keyId"), entry.Number("logIndex"), entry.Number("integratedTime"), entry.Bytes("canonicalizedBody"))
    {
        SignedEntryTimestamp = entry.Find("inclusionPromise") is { } promise ? promise.Bytes("signedEntryTimestamp") : null,
        Proof = entry.Find("inclusionProof") is { } proof ? ReadProof(proof) : null,
    };

    private static InclusionProof ReadProof(JsonElement proof) => new(
        proof.Number("logIndex"),
        proof.Number("treeSize"),
        proof.Bytes("rootHash"),
        [.. (proof.Find("hashes")?.EnumerateArray() ?? default).Select(hash => (ReadOnlyMemory<byte>)Base64.Decode(hash.GetString(), "hashes"))],
        proof.GetProperty("checkpoint").GetProperty("envelope").GetString() ?? string.Empty);
}
