using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace ImageFactory.Oci;

/// <summary>
/// The name of a repository inside a registry (distribution specification, "Pulling manifests", <c>&lt;name&gt;</c>): lower-case
/// components between slashes, at most 255 characters.
/// </summary>
public readonly record struct RepositoryName
{
    private const int LongestName = 255;

    // The grammar of the specification; one or two underscores, one dot or any number of dashes between letters and digits.
    private static readonly Regex Grammar = new(
        "^[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*\\z",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private readonly string? _value;

    private RepositoryName(string value) => _value = value;

    /// <summary>Reads a name.</summary>
    /// <exception cref="FormatException">The text is not a repository name.</exception>
    public static RepositoryName Parse(string text) =>
        TryParse(text, out var name)
            ? name
            : throw new FormatException($"'{text}' is not a repository name; expected lower-case components such as 'siderolabs/imager'.");

    /// <summary>Reads a name; false when the text is not a repository name.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out RepositoryName name)
    {
        var isName = text is { Length: > 0 and <= LongestName } && Grammar.IsMatch(text);
        name = isName ? new RepositoryName(text!) : default; // a match is never null
        return isName;
    }

    /// <inheritdoc/>
    public override string ToString() => _value ?? string.Empty;
}
