namespace ImageFactory.Assets.Evidence;

/// <summary>What a statement speaks of.</summary>
/// <param name="Name">The name: a file, or the reference of an image.</param>
/// <param name="Sha256">SHA-256 of the content, 64 lower-case hexadecimal digits.</param>
public sealed record ProvenanceSubject(string Name, string Sha256)
{
    /// <summary>SHA-512 of the content, 128 lower-case hexadecimal digits; null when it is not told.</summary>
    public string? Sha512 { get; init; }
}
