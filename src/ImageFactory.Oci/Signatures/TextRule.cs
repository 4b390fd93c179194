using System.Text.RegularExpressions;

namespace ImageFactory.Oci.Signatures;

/// <summary>Which texts are allowed: one, or those that a regular expression finds all of.</summary>
public sealed class TextRule
{
    private const int LongestPattern = 1024;

    private readonly string _text;
    private readonly Regex? _pattern;

    private TextRule(string text, Regex? pattern)
    {
        _text = text;
        _pattern = pattern;
    }

    /// <summary>This text alone.</summary>
    public static TextRule Exactly(string text) => new(text, pattern: null);

    /// <summary>Texts that the expression finds something in; it may begin with <c>^</c> and end with <c>$</c>.</summary>
    /// <exception cref="InvalidDataException">The text is no regular expression.</exception>
    public static TextRule Matching(string pattern)
    {
        try
        {
            return pattern.Length <= LongestPattern
                ? new TextRule(pattern, new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant))
                : throw new InvalidDataException($"A pattern has more than {LongestPattern} characters.");
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw new InvalidDataException($"'{pattern}' is no regular expression: {exception.Message}", exception);
        }
    }

    /// <summary>Whether the text is allowed.</summary>
    public bool Allows(string text) => _pattern?.IsMatch(text) ?? string.Equals(text, _text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => _pattern is null ? _text : $"/{_text}/";
}
