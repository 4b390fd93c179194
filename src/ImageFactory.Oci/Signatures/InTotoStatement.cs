using ImageFactory.Formats.Extents;

namespace ImageFactory.Oci.Signatures;

/// <summary>What an in-toto statement is about (in-toto attestation framework, Statement v1).</summary>
/// <param name="PredicateType">What kind of thing is said.</param>
/// <param name="Subjects">The SHA-256 digests of what it is said about.</param>
internal sealed record InTotoStatement(string PredicateType, IReadOnlyList<Digest> Subjects)
{
    /// <summary>The predicate type of a plain signature by cosign.</summary>
    public const string CosignSignature = "https://sigstore.dev/cosign/sign/v1";

    private const int MostSubjects = 1000;

    /// <exception cref="InvalidDataException">The bytes are no statement.</exception>
    public static InTotoStatement Read(ReadOnlyMemory<byte> bytes) => Json.Read(bytes, "in-toto statement", root => new InTotoStatement(
        root.FindText("predicateType") ?? string.Empty,
        [
            .. root.GetProperty("subject").EnumerateArray().Take(MostSubjects)
                .Select(subject => subject.GetProperty("digest").FindText("sha256"))
                .Where(hex => Digest.TryParse($"sha256:{hex}", out _))
                .Select(hex => Digest.Parse($"sha256:{hex}")),
        ]));
}
