using System.Security.Cryptography;
using System.Text;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Signatures;

/// <summary>A signature as cosign keeps it in a layer of the image <c>sha256-….sig</c>: all but the statement is in annotations.</summary>
internal static class LegacySignature
{
    private const string CertificateAnnotation = "dev.sigstore.cosign/certificate";
    private const string ChainAnnotation = "dev.sigstore.cosign/chain";
    private const string EntryAnnotation = "dev.sigstore.cosign/bundle";
    private const int LongestAnnotation = 256 * 1024;
    private const int MostCertificates = 8;

    /// <exception cref="InvalidDataException">An annotation is damaged.</exception>
    public static ImageSignature Read(Descriptor layer, ReadOnlyMemory<byte> statement)
    {
        // What is no base64 is nobody's signature.
        _ = Base64.TryDecode(Find(layer, SimpleSigning.SignatureAnnotation), out var signature);
        return new ImageSignature(statement, statement, signature)
        {
            Certificate = Certificates(Find(layer, CertificateAnnotation)).Cast<ReadOnlyMemory<byte>?>().FirstOrDefault(),
            Intermediates = [.. Certificates(Find(layer, ChainAnnotation))],
            Entry = Find(layer, EntryAnnotation) is { } entry ? ReadEntry(Encoding.UTF8.GetBytes(entry)) : null,
        };
    }

    private static string? Find(Descriptor layer, string name) =>
        layer.Annotations?.GetValueOrDefault(name) is { Length: > 0 and <= LongestAnnotation } text ? text : null;

    private static List<ReadOnlyMemory<byte>> Certificates(string? pem)
    {
        var found = new List<ReadOnlyMemory<byte>>();
        for (var rest = pem.AsSpan(); PemEncoding.TryFind(rest, out var fields) && found.Count < MostCertificates; rest = rest[fields.Location.End..])
        {
            found.Add(Convert.FromBase64String(rest[fields.Base64Data].ToString()));
        }

        return found;
    }

    private static LogEntry ReadEntry(ReadOnlyMemory<byte> json) => Json.Read(json, "entry of the transparency log", root =>
    {
        var payload = root.GetProperty("Payload");
        return new LogEntry(
            Convert.FromHexString(payload.FindText("logID") ?? string.Empty),
            payload.Number("logIndex"),
            payload.Number("integratedTime"),
            payload.Bytes("body"))
        {
            SignedEntryTimestamp = root.Bytes("SignedEntryTimestamp"),
        };
    });
}
