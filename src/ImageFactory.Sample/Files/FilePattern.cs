using System.Text.RegularExpressions;

namespace ImageFactory.Sample.Files;

/// <summary>A pattern of paths: <c>*</c> stands for any part of one name, <c>**</c> for any names.</summary>
internal sealed class FilePattern
{
    private readonly Regex _expression;
    private readonly string _fixed;

    /// <summary>A pattern from its text.</summary>
    public FilePattern(string text)
    {
        var expression = Regex.Escape(text)
            .Replace("\\*\\*", ".*", StringComparison.Ordinal)
            .Replace("\\*", "[^/]*", StringComparison.Ordinal);
        _expression = new Regex($"^{expression}\\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        var star = text.IndexOf('*', StringComparison.Ordinal);
        var firstPart = star < 0 ? text : text[..star];
        _fixed = firstPart[..(firstPart.LastIndexOf('/') + 1)];
    }

    /// <summary>The path below the directories that the pattern names in full, or null when the path does not match.</summary>
    public string? Match(string path) => _expression.IsMatch(path) ? path[_fixed.Length..] : null;
}
