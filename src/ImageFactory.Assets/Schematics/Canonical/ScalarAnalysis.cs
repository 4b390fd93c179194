using System.Text;

namespace ImageFactory.Assets.Schematics.Canonical;

/// <summary>Which styles can hold a text, by libyaml's rules (yaml_emitter_analyze_scalar).</summary>
/// <param name="AllowsPlain">Nothing in it is taken for structure.</param>
/// <param name="AllowsSingleQuotes">It needs no escapes.</param>
/// <param name="AllowsLiteral">Its lines can stand as they are.</param>
/// <param name="HasBreaks">It has more than one line.</param>
internal readonly record struct ScalarAnalysis(bool AllowsPlain, bool AllowsSingleQuotes, bool AllowsLiteral, bool HasBreaks)
{
    public static ScalarAnalysis Of(string text)
    {
        var hasBreaks = false;
        var hasTabs = false;
        var hasUnprintable = false;
        var breakThenSpace = false;
        var spaceThenBreak = false;
        var previous = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var isBreak = LineBreaks.IsBreak(rune.Value);
            hasBreaks |= isBreak;
            hasTabs |= rune.Value == '\t';
            hasUnprintable |= rune.Value != '\t' && !IsPrintable(rune);
            breakThenSpace |= rune.Value == ' ' && LineBreaks.IsBreak(previous);
            spaceThenBreak |= isBreak && previous == ' ';
            previous = rune.Value;
        }

        var needsEscapes = spaceThenBreak || hasUnprintable;
        var singleQuotes = !needsEscapes && !hasTabs && !breakThenSpace;
        return new ScalarAnalysis(
            AllowsPlain: singleQuotes && !hasBreaks && !text.StartsWith(' ') && !text.EndsWith(' ') && !HasIndicators(text),
            AllowsSingleQuotes: singleQuotes,
            AllowsLiteral: !needsEscapes && !text.EndsWith(' '),
            HasBreaks: hasBreaks);
    }

    /// <summary>Whether go-yaml writes it as it is: YAML's printable characters without CR, tab, BOM and everything past the BMP.</summary>
    public static bool IsPrintable(Rune rune) =>
        rune.Value is '\n' or (>= 0x20 and <= 0x7E) or (>= 0xA0 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD and not 0xFEFF);

    private static bool HasIndicators(string text)
    {
        if (text.StartsWith("---", StringComparison.Ordinal) || text.StartsWith("...", StringComparison.Ordinal))
        {
            return true;
        }

        for (var i = 0; i < text.Length; i++)
        {
            var endsWord = i + 1 == text.Length || text[i + 1] is ' ' or '\t';
            var startsWord = i == 0 || text[i - 1] is ' ' or '\t' || LineBreaks.IsBreak(text[i - 1]);
            if ((text[i] == ':' && endsWord) || (text[i] == '#' && startsWord) || (i == 0 && IsLeadingIndicator(text[0], endsWord)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsLeadingIndicator(char first, bool isWord) =>
        first is ',' or '[' or ']' or '{' or '}' or '&' or '*' or '!' or '|' or '>' or '\'' or '"' or '%' or '@' or '`'
        || (first is '-' or '?' && isWord);
}
