using System.Diagnostics.CodeAnalysis;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Oci.Content;

/// <summary>
/// The tag of something about an image: the image's digest with a dash for its colon, and a suffix that says what it is. Nothing follows
/// for the index of referrers (distribution specification, "Referrers Tag Schema"); cosign has a suffix for each kind of thing that it attaches.
/// </summary>
public sealed record SubjectTag
{
    /// <summary>The suffix of the image's signatures.</summary>
    public const string SignatureSuffix = ".sig";

    private const string Prefix = "sha256-";
    private const int HashLength = 64;

    private static readonly string[] Suffixes = [string.Empty, SignatureSuffix, ".att", ".sbom"];

    private SubjectTag(Digest subject, string suffix)
    {
        Subject = subject;
        Suffix = suffix;
    }

    /// <summary>The image.</summary>
    public Digest Subject { get; }

    /// <summary>What is under the tag: <see cref="SignatureSuffix"/>, <c>.att</c> or <c>.sbom</c>; empty for the index of referrers.</summary>
    public string Suffix { get; }

    /// <summary>The tag of the index of what refers to an image.</summary>
    public static SubjectTag OfReferrers(Digest subject) => new(subject, string.Empty);

    /// <summary>The tag of an image's signatures.</summary>
    public static SubjectTag OfSignatures(Digest subject) => new(subject, SignatureSuffix);

    /// <summary>Reads a tag; false when it is another one, or does not have the whole digest, as that of a SHA-512.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out SubjectTag? tag)
    {
        tag = null;
        if (text is null
            || !text.StartsWith(Prefix, StringComparison.Ordinal)
            || text.Length < Prefix.Length + HashLength
            || !Digest.TryParse($"sha256:{text.AsSpan(Prefix.Length, HashLength)}", out var subject)
            || Array.IndexOf(Suffixes, text[(Prefix.Length + HashLength)..]) < 0)
        {
            return false;
        }

        tag = new SubjectTag(subject, text[(Prefix.Length + HashLength)..]);
        return true;
    }

    /// <summary>The tag; of a longer hash it has the first 64 digits, as the specification wants it.</summary>
    public override string ToString() => $"{Subject.Algorithm}-{Subject.Hex[..HashLength]}{Suffix}";
}
