using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ImageFactory.Assets.Versions;

/// <summary>
/// A range of versions as manifests of extensions state it: conditions such as <c>&gt;= v1.6.0 &lt; 1.9.0</c> that all hold, and
/// alternatives between <c>||</c>; <c>1.x</c> and <c>1.2.x</c> stand for all versions that start so. Empty is any version.
/// </summary>
/// <remarks>
/// The grammar is that of the Go package blang/semver, which the reference uses. A version is tested without its pre-release part, so
/// that <c>v1.13.0-alpha.1</c> counts as 1.13.0.
/// </remarks>
internal sealed class VersionRange
{
    private const int LongestText = 1024;

    private static readonly Regex Condition = new(
        @"(?<operator>>=|<=|==|!=|>|<|=|!)?\s*v?(?<version>[^\s<>=!]+)\s*",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private readonly IReadOnlyList<IReadOnlyList<Func<TalosVersion, bool>>> _alternatives;

    private VersionRange(IReadOnlyList<IReadOnlyList<Func<TalosVersion, bool>>> alternatives) => _alternatives = alternatives;

    /// <summary>Reads a range; false when the text is not one.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out VersionRange? range)
    {
        range = null;
        if (text.Length > LongestText)
        {
            return false;
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            range = new VersionRange([[]]);
            return true;
        }

        var alternatives = new List<IReadOnlyList<Func<TalosVersion, bool>>>();
        foreach (var part in text.Split("||"))
        {
            if (!TryParseAll(part.Trim(), out var conditions))
            {
                return false;
            }

            alternatives.Add(conditions);
        }

        range = new VersionRange(alternatives);
        return true;
    }

    /// <summary>Whether a version is in the range.</summary>
    public bool Contains(TalosVersion version) =>
        _alternatives.Any(conditions => conditions.All(condition => condition(version.Release)));

    private static bool TryParseAll(string text, out List<Func<TalosVersion, bool>> conditions)
    {
        conditions = [];
        var position = 0;
        while (position < text.Length)
        {
            var match = Condition.Match(text, position);
            if (!match.Success || match.Index != position || !TryParseOne(match.Groups["operator"].Value, match.Groups["version"].Value, conditions))
            {
                return false;
            }

            position += match.Length;
        }

        return conditions.Count > 0;
    }

    private static bool TryParseOne(string comparison, string text, List<Func<TalosVersion, bool>> conditions)
    {
        if (TalosVersion.TryParse(text, out var version))
        {
            conditions.Add(Compare(comparison, version));
            return true;
        }

        if (!TryParseWildcard(text, out var first, out var next))
        {
            return false;
        }

        conditions.Add(comparison switch
        {
            "" or "=" or "==" => tested => tested >= first && tested < next,
            "!" or "!=" => tested => tested < first || tested >= next,
            ">" => tested => tested >= next,
            "<=" => tested => tested < next,
            _ => Compare(comparison, first),
        });
        return true;
    }

    private static Func<TalosVersion, bool> Compare(string comparison, TalosVersion stated) => comparison switch
    {
        ">=" => tested => tested >= stated,
        "<=" => tested => tested <= stated,
        ">" => tested => tested > stated,
        "<" => tested => tested < stated,
        "!" or "!=" => tested => tested != stated,
        _ => tested => tested == stated,
    };

    private static bool TryParseWildcard(string text, out TalosVersion first, out TalosVersion next)
    {
        (first, next) = (default, default);
        var parts = text.Split('.');
        var numbers = parts.TakeWhile(part => part is not "x").ToList();
        if (numbers.Count is 0 or > 2 || parts.Length > 3 || numbers.Count == parts.Length || parts.Skip(numbers.Count).Any(part => part is not "x"))
        {
            return false;
        }

        var minor = 0;
        if (!TryRead(numbers[0], out var major) || (numbers.Count == 2 && !TryRead(numbers[1], out minor)))
        {
            return false;
        }

        first = new TalosVersion(major, minor, 0);
        next = numbers.Count == 2 ? new TalosVersion(major, minor + 1, 0) : new TalosVersion(major + 1, 0, 0);
        return true;
    }

    private static bool TryRead(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number < int.MaxValue;
}
