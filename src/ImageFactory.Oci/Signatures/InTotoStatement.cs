using System.Buffers;
using System.Text.Json;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Oci.Signatures;

/// <summary>What an in-toto statement is about (in-toto attestation framework, Statement v1).</summary>
/// <param name="PredicateType">What kind of thing is said.</param>
/// <param name="Subjects">The SHA-256 digests of what it is said about.</param>
public sealed record InTotoStatement(string PredicateType, IReadOnlyList<Digest> Subjects)
{
    /// <summary>The predicate type of a plain signature by cosign.</summary>
    public const string CosignSignature = "https://sigstore.dev/cosign/sign/v1";

    private const int MostSubjects = 1000;

    /// <summary>The bytes of a statement.</summary>
    /// <param name="name">The name of its subject.</param>
    /// <param name="subject">The digest of its subject.</param>
    /// <param name="predicateType">What kind of thing is said.</param>
    /// <param name="predicate">What is said, as JSON.</param>
    public static byte[] Write(string name, Digest subject, string predicateType, ReadOnlySpan<byte> predicate)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("_type", "https://in-toto.io/Statement/v1");
            json.WriteStartArray("subject");
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteStartObject("digest");
            json.WriteString("sha256", subject.Hex);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteString("predicateType", predicateType);
            json.WritePropertyName("predicate");
            json.WriteRawValue(predicate);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are no statement.</exception>
    internal static InTotoStatement Read(ReadOnlyMemory<byte> bytes) => Json.Read(bytes, "in-toto statement", root => new InTotoStatement(
        root.FindText("predicateType") ?? string.Empty,
        [
            .. root.GetProperty("subject").EnumerateArray().Take(MostSubjects)
                .Select(subject => subject.GetProperty("digest").FindText("sha256"))
                .Where(hex => Digest.TryParse($"sha256:{hex}", out _))
                .Select(hex => Digest.Parse($"sha256:{hex}")),
        ]));
}
