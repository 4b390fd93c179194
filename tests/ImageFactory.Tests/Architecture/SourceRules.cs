using System.Text.RegularExpressions;

namespace ImageFactory.Tests.Architecture;

/// <summary>What holds for every file of source.</summary>
internal static partial class SourceRules
{
    private const int MaximumLines = 500;

    /// <summary>A C# file that nobody wants to read to its end.</summary>
    public static IEnumerable<string> TooLong(SourceFile file) =>
        file.Text.AsSpan().Count('\n') is > MaximumLines and var lines ? [$"{file.Path}: {lines} lines, more than {MaximumLines}"] : [];

    /// <summary>A namespace that is not the file's folder.</summary>
    public static IEnumerable<string> Misplaced(SourceFile file)
    {
        var expected = string.Join('.', file.Path.Split('/')[1..^1]);
        var actual = Namespace().Match(file.Text).Groups["name"].Value;
        return actual.Length == 0 || string.Equals(actual, expected, StringComparison.Ordinal)
            ? []
            : [$"{file.Path}: namespace {actual} instead of {expected}"];
    }

    /// <summary>Unfinished work, names that say nothing, and what is true of one machine only.</summary>
    public static IEnumerable<string> Unwanted(SourceFile file) =>
        from line in file.Lines
        from word in UnwantedWord().Matches(line.Text)
        select $"{file.Path}({line.Number}): {word.Value}";

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Namespace();

    [GeneratedRegex(
        @"\b(TODO|FIXME|HACK|NotImplementedException)\b" +
        @"|\b(class|struct|record|interface|enum) \w+(Helper|Helpers|Manager|Util|Utils|Impl)\b" +
        @"|https?://[\w.-]*\b(debian|ubuntu|nuget|npmjs|pypi|pythonhosted)\.(org|com)\b" +
        @"|(^|[\s""'=(])/(root|home/\w+)/",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex UnwantedWord();
}
