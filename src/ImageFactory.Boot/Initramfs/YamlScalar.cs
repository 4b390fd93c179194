using System.Globalization;
using System.Text;

namespace ImageFactory.Boot.Initramfs;

/// <summary>
/// Scalars in YAML's double-quoted style (YAML 1.2.2 §7.3.1), the one that can hold any text on one line: what is read back never
/// depends on indentation, on a tag that the text resembles, or on the reader's line folding.
/// </summary>
internal static class YamlScalar
{
    internal static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            Append(quoted, rune);
        }

        return quoted.Append('"').ToString();
    }

    private static void Append(StringBuilder quoted, Rune rune)
    {
        switch (rune.Value)
        {
            case '"' or '\\':
                quoted.Append('\\').Append((char)rune.Value);
                break;
            case '\n':
                quoted.Append("\\n");
                break;
            case '\t':
                quoted.Append("\\t");
                break;
            default:
                quoted.Append(IsPrintable(rune.Value)
                    ? rune.ToString()
                    : string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"));
                break;
        }
    }

    // YAML 1.2.2 §5.1 without the line breaks of older versions (U+0085, U+2028, U+2029) and the byte order mark. Everything
    // outside the basic plane is printable, so that four digits are enough for the rest.
    private static bool IsPrintable(int value) =>
        value is (>= 0x20 and <= 0x7E) or (>= 0xA0 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD) or >= 0x10000
        && value is not (0x2028 or 0x2029 or 0xFEFF);
}
