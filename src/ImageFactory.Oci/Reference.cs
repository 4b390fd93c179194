using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Oci;

/// <summary>
/// The name of an image: <c>[host[:port]/]repository[:tag][@digest]</c>, with a tag, a digest or both. The grammar is that of the
/// distribution specification; the first component is a host by the rule that all clients share: it has a dot or a port, or is
/// <c>localhost</c>.
/// </summary>
public sealed record Reference
{
    private const int LongestText = 1024;
    private const int LongestHost = 253;

    private static readonly Regex HostGrammar = new(
        "^([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?\\z",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private static readonly Regex TagGrammar = new(
        "^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}\\z",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private Reference(string? host, RepositoryName repository, string? tag, Digest? digest)
    {
        Host = host;
        Repository = repository;
        Tag = tag;
        Digest = digest;
    }

    /// <summary>The registry's host with its port, or null.</summary>
    public string? Host { get; }

    /// <summary>The repository inside the registry.</summary>
    public RepositoryName Repository { get; }

    /// <summary>The tag, or null when there is only a digest.</summary>
    public string? Tag { get; }

    /// <summary>The digest, or null when there is only a tag. It decides where both are given.</summary>
    public Digest? Digest { get; }

    /// <summary>A reference to a tag.</summary>
    /// <exception cref="ArgumentException">The tag is not in the specification's grammar.</exception>
    public static Reference ToTag(RepositoryName repository, string tag) =>
        IsTag(tag)
            ? new Reference(null, repository, tag, null)
            : throw new ArgumentException($"'{tag}' is not a tag; expected up to 128 letters, digits, '_', '.' and '-'.", nameof(tag));

    /// <summary>A reference to a digest.</summary>
    public static Reference ToDigest(RepositoryName repository, Digest digest) => new(null, repository, null, digest);

    /// <summary>Whether the text is a tag in the specification's grammar.</summary>
    public static bool IsTag([NotNullWhen(true)] string? text) => text is not null && TagGrammar.IsMatch(text);

    /// <summary>Reads a reference.</summary>
    /// <exception cref="FormatException">The text is not a reference with a tag or a digest.</exception>
    public static Reference Parse(string text) =>
        TryParse(text, out var reference)
            ? reference
            : throw new FormatException(
                $"'{text}' is not an image reference; expected '[host/]repository:tag' or '[host/]repository@sha256:…'.");

    /// <summary>Reads a reference; false when the text is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Reference? reference)
    {
        reference = null;
        if (text is null or { Length: > LongestText }
            || !TryCutDigest(ref text, out var digest)
            || !TryCutTag(ref text, out var tag)
            || (digest is null && tag is null)
            || !TryCutHost(ref text, out var host)
            || !RepositoryName.TryParse(text, out var repository))
        {
            return false;
        }

        reference = new Reference(host, repository, tag, digest);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        (Host is null ? string.Empty : Host + "/")
        + Repository
        + (Tag is null ? string.Empty : ":" + Tag)
        + (Digest is { } digest ? "@" + digest : string.Empty);

    private static bool TryCutDigest(ref string text, out Digest? digest)
    {
        digest = null;
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at < 0)
        {
            return true;
        }

        if (!Formats.Extents.Digest.TryParse(text[(at + 1)..], out var parsed))
        {
            return false;
        }

        digest = parsed;
        text = text[..at];
        return true;
    }

    // A colon before the last slash belongs to the host's port.
    private static bool TryCutTag(ref string text, out string? tag)
    {
        tag = null;
        var colon = text.LastIndexOf(':');
        if (colon < 0 || colon < text.LastIndexOf('/'))
        {
            return true;
        }

        tag = text[(colon + 1)..];
        text = text[..colon];
        return IsTag(tag);
    }

    private static bool TryCutHost(ref string text, out string? host)
    {
        host = null;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            return true;
        }

        var first = text[..slash];
        if (!first.AsSpan().ContainsAny('.', ':') && !string.Equals(first, "localhost", StringComparison.Ordinal))
        {
            return true;
        }

        host = first;
        text = text[(slash + 1)..];
        return IsHost(first);
    }

    private static bool IsHost(string text)
    {
        if (text.Length > LongestHost || !HostGrammar.IsMatch(text))
        {
            return false;
        }

        var colon = text.LastIndexOf(':');
        return colon <= text.LastIndexOf(']')
            || int.Parse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture) is > 0 and <= ushort.MaxValue;
    }
}
