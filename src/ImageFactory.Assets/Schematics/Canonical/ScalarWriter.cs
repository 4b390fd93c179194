using System.Globalization;
using System.Text;

namespace ImageFactory.Assets.Schematics.Canonical;

/// <summary>Writes one scalar in a chosen style. No line is ever folded.</summary>
internal static class ScalarWriter
{
    private const char IndentDigit = '4';

    /// <param name="output">Where to.</param>
    /// <param name="text">The content.</param>
    /// <param name="style">The style, which must be able to hold the content.</param>
    /// <param name="indent">The column of the scalar's further lines.</param>
    public static void Write(CanonicalOutput output, string text, ScalarStyle style, int indent)
    {
        switch (style)
        {
            case ScalarStyle.Plain:
                output.Blank();
                output.Content(text);
                break;
            case ScalarStyle.SingleQuoted:
                output.Mark('\'', needsBlank: true);
                WriteLines(output, text.Replace("'", "''", StringComparison.Ordinal), indent, startsLine: false);
                output.Mark('\'', needsBlank: false);
                break;
            case ScalarStyle.DoubleQuoted:
                output.Mark('"', needsBlank: true);
                output.Content(Escape(text));
                output.Mark('"', needsBlank: false);
                break;
            default:
                WriteLiteral(output, text, indent);
                break;
        }
    }

    private static void WriteLiteral(CanonicalOutput output, string text, int indent)
    {
        output.Mark('|', needsBlank: true);
        if (text.StartsWith(' '))
        {
            // Inside a list the content stands two columns in, not four: go-yaml's own mistake, and part of the hash.
            output.Mark(IndentDigit, needsBlank: false);
        }

        if (!LineBreaks.IsBreak(text[^1]))
        {
            output.Mark('-', needsBlank: false);
        }
        else if (text.Length == 1 || LineBreaks.IsBreak(text[^2]))
        {
            output.Mark('+', needsBlank: false);
        }

        output.Break();
        WriteLines(output, text, indent, startsLine: true);
    }

    private static void WriteLines(CanonicalOutput output, string text, int indent, bool startsLine)
    {
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && !LineBreaks.IsBreak(text[i]))
            {
                continue;
            }

            if (i > start)
            {
                if (startsLine)
                {
                    output.Indent(indent);
                }

                output.Content(text.AsSpan(start, i - start));
            }

            if (i < text.Length)
            {
                output.SpecialBreak(text[i]);
            }

            startsLine = true;
            start = i + 1;
        }
    }

    private static string Escape(string text)
    {
        // go-yaml looks for the byte order mark at the start of the text, whichever character it is about to write.
        var escapesAll = text.StartsWith('\uFEFF');
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var needsEscape = escapesAll || !ScalarAnalysis.IsPrintable(rune) || LineBreaks.IsBreak(rune.Value) || rune.Value is '"' or '\\';
            escaped.Append(needsEscape ? EscapeSequence(rune.Value) : rune.ToString());
        }

        return escaped.ToString();
    }

    private static string EscapeSequence(int codePoint) => codePoint switch
    {
        0x00 => "\\0",
        0x07 => "\\a",
        0x08 => "\\b",
        0x09 => "\\t",
        0x0A => "\\n",
        0x0B => "\\v",
        0x0C => "\\f",
        0x0D => "\\r",
        0x1B => "\\e",
        0x22 => "\\\"",
        0x5C => "\\\\",
        0x85 => "\\N",
        0xA0 => "\\_",
        0x2028 => "\\L",
        0x2029 => "\\P",
        <= 0xFF => string.Create(CultureInfo.InvariantCulture, $"\\x{codePoint:X2}"),
        <= 0xFFFF => string.Create(CultureInfo.InvariantCulture, $"\\u{codePoint:X4}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"\\U{codePoint:X8}"),
    };
}
