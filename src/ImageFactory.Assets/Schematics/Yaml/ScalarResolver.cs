using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ImageFactory.Assets.Schematics.Yaml;

/// <summary>
/// Says what an unquoted scalar means, by the rules of go-yaml: YAML 1.2 words, numbers as Go's strconv reads them after
/// underscores are dropped, and Go's timestamps. The canonical form hangs on it: what would not come back as a string is quoted.
/// </summary>
internal static partial class ScalarResolver
{
    private static readonly FrozenDictionary<string, YamlScalar> Words = CreateWords();

    private static readonly FrozenSet<string> OldBooleans = FrozenSet.Create(
        StringComparer.Ordinal,
        "y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "n", "N", "no", "No", "NO", "off", "Off", "OFF");

    public static YamlScalar Null { get; } = new(YamlType.Null, "null");

    /// <summary>The value of an unquoted scalar.</summary>
    public static YamlScalar Resolve(string text)
    {
        if (Words.TryGetValue(text, out var word))
        {
            return word;
        }

        return text[0] switch
        {
            '.' => GoFloat.TryParseFraction(text, out var fraction) ? Real(fraction) : YamlScalar.OfText(text),
            '+' or '-' or (>= '0' and <= '9') => ResolveNumber(text),
            _ => YamlScalar.OfText(text),
        };
    }

    /// <summary>A float in its canonical spelling.</summary>
    public static YamlScalar Real(double value) => new(YamlType.Real, GoFloat.Format(value));

    /// <summary>Whether a YAML 1.1 reader would take the string for a boolean or a base-60 number: quoted, too, though nothing here reads it so.</summary>
    public static bool IsSpecialInYaml11(string text) => OldBooleans.Contains(text) || Base60().IsMatch(text);

    private static YamlScalar ResolveNumber(string text)
    {
        if (GoTimestamp.TryParse(text, out var timestamp))
        {
            return new YamlScalar(YamlType.Timestamp, timestamp);
        }

        var digits = text.Replace("_", "", StringComparison.Ordinal);
        if (GoInteger.TryParse(digits, out var integer))
        {
            return new YamlScalar(YamlType.Whole, integer.ToString(CultureInfo.InvariantCulture));
        }

        return GoFloat.TryParseDecimal(digits, out var number) ? Real(number) : YamlScalar.OfText(text);
    }

    private static FrozenDictionary<string, YamlScalar> CreateWords()
    {
        var words = new Dictionary<string, YamlScalar>(StringComparer.Ordinal);
        Add(new YamlScalar(YamlType.Boolean, "true"), "true", "True", "TRUE");
        Add(new YamlScalar(YamlType.Boolean, "false"), "false", "False", "FALSE");
        Add(new YamlScalar(YamlType.Null, "null"), "", "~", "null", "Null", "NULL");
        Add(Real(double.NegativeZero), "-0");
        Add(Real(double.NaN), ".nan", ".NaN", ".NAN");
        Add(Real(double.PositiveInfinity), ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF");
        Add(Real(double.NegativeInfinity), "-.inf", "-.Inf", "-.INF");
        return words.ToFrozenDictionary(StringComparer.Ordinal);

        void Add(YamlScalar value, params ReadOnlySpan<string> spellings)
        {
            foreach (var spelling in spellings)
            {
                words.Add(spelling, value);
            }
        }
    }

    [GeneratedRegex(@"\A[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Base60();
}
