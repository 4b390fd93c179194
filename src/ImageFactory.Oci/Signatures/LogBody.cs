using System.Security.Cryptography;
using System.Text.Json;

namespace ImageFactory.Oci.Signatures;

/// <summary>What a transparency log holds about a signature: an entry of the kind <c>hashedrekord</c> or <c>dsse</c>, version 0.0.1.</summary>
internal static class LogBody
{
    /// <summary>Whether the entry is about this signature, over this content, by this certificate.</summary>
    /// <exception cref="InvalidDataException">The entry cannot be read.</exception>
    public static bool IsAbout(ReadOnlyMemory<byte> body, ImageSignature signature) => Json.Read(body, "entry of the transparency log", root =>
    {
        var spec = root.GetProperty("spec");
        return root.FindText("kind") switch
        {
            "hashedrekord" => HasHash(spec.GetProperty("data").GetProperty("hash"), signature.Content)
                && IsBy(spec.GetProperty("signature"), "content", spec.GetProperty("signature").GetProperty("publicKey").Bytes("content"), signature),
            "dsse" => HasHash(spec.GetProperty("payloadHash"), signature.Payload)
                && spec.GetProperty("signatures").EnumerateArray().Any(each => IsBy(each, "signature", each.Bytes("verifier"), signature)),
            _ => false,
        };
    });

    private static bool HasHash(JsonElement hash, ReadOnlyMemory<byte> content) =>
        string.Equals(hash.FindText("algorithm"), "sha256", StringComparison.Ordinal)
        && string.Equals(hash.FindText("value"), Convert.ToHexStringLower(SHA256.HashData(content.Span)), StringComparison.Ordinal);

    private static bool IsBy(JsonElement element, string member, byte[] certificate, ImageSignature signature) =>
        element.Bytes(member).AsSpan().SequenceEqual(signature.Signature.Span)
        && PemEncoding.TryFindUtf8(certificate, out var fields)
        && Base64.TryDecode(System.Text.Encoding.ASCII.GetString(certificate[fields.Base64Data]), out var der)
        && signature.Certificate is { } own
        && der.AsSpan().SequenceEqual(own.Span);
}
