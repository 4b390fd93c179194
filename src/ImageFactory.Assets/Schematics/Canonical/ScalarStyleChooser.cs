using ImageFactory.Assets.Schematics.Yaml;

namespace ImageFactory.Assets.Schematics.Canonical;

/// <summary>Chooses the style of a scalar as go-yaml v4 does with its v3-compatible settings.</summary>
internal static class ScalarStyleChooser
{
    public static ScalarStyle Choose(YamlScalar scalar, ScalarAnalysis analysis)
    {
        var wanted = scalar.Type == YamlType.Text ? WantedFor(scalar.Text) : ScalarStyle.Plain;
        return wanted switch
        {
            ScalarStyle.Literal when !analysis.AllowsLiteral => ScalarStyle.DoubleQuoted,
            ScalarStyle.Plain when !analysis.AllowsPlain => SingleOrDouble(analysis),
            ScalarStyle.SingleQuoted => SingleOrDouble(analysis),
            _ => wanted,
        };
    }

    private static ScalarStyle WantedFor(string text)
    {
        if (text.Contains('\n', StringComparison.Ordinal))
        {
            return string.IsNullOrWhiteSpace(text) ? ScalarStyle.DoubleQuoted : ScalarStyle.Literal;
        }

        if (ScalarResolver.Resolve(text).Type != YamlType.Text)
        {
            return ScalarStyle.DoubleQuoted;
        }

        // "<<" unquoted would be a merge key.
        return text is "<<" || ScalarResolver.IsSpecialInYaml11(text) ? ScalarStyle.SingleQuoted : ScalarStyle.Plain;
    }

    private static ScalarStyle SingleOrDouble(ScalarAnalysis analysis) =>
        analysis.AllowsSingleQuotes ? ScalarStyle.SingleQuoted : ScalarStyle.DoubleQuoted;
}
