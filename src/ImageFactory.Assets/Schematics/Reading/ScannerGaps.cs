namespace ImageFactory.Assets.Schematics.Reading;

/// <summary>
/// Finds scalars that YamlDotNet reads although go-yaml refuses them or reads something else: a schematic must not be valid,
/// or mean something, in one factory only.
/// </summary>
internal static class ScannerGaps
{
    private const int SurrogateEscapeLength = 6;

    /// <summary>What is wrong with an unquoted scalar; null when nothing is.</summary>
    /// <param name="before">The document up to the scalar.</param>
    /// <param name="text">The scalar.</param>
    public static string? FindInPlain(ReadOnlySpan<char> before, string text)
    {
        if (text is ['`' or '@' or '|' or '>' or '%', ..])
        {
            return $"an unquoted value cannot start with \"{text[0]}\"";
        }

        // After a closing bracket somewhere before, "[{}, :a]" comes out as "a". Only quotes and brackets make a key without a blank.
        var hasLostColon = text.Length > 0 && before is [.., not ('"' or '\'' or '}' or ']'), ':'];
        return hasLostColon || text.EndsWith(':') ? "an unquoted value in brackets cannot start or end with a colon" : null;
    }

    /// <summary>What is wrong with a double-quoted scalar: the escapes of JSON that YAML 1.1 does not have. Null when nothing is.</summary>
    /// <param name="source">The scalar as written.</param>
    public static string? FindInDoubleQuoted(ReadOnlySpan<char> source)
    {
        var start = source.IndexOf('\\');
        while (start >= 0 && start + 1 < source.Length)
        {
            var escape = source[start..];
            if (escape is [_, '/', ..])
            {
                return "\"\\/\" is an escape of JSON that YAML 1.1 does not have";
            }

            if (escape is [_, 'u', 'd' or 'D', '8' or '9' or (>= 'a' and <= 'f') or (>= 'A' and <= 'F'), _, _, ..])
            {
                return $"\"{escape[..SurrogateEscapeLength]}\" is half a character, which YAML 1.1 does not have";
            }

            // The character after a backslash belongs to it, also when it is another one.
            var next = source[(start + 2)..].IndexOf('\\');
            start = next < 0 ? -1 : start + 2 + next;
        }

        return null;
    }
}
