namespace ImageFactory.Assets.Schematics.Yaml;

/// <summary>Whole numbers as Go's <c>strconv.ParseInt</c> and <c>ParseUint</c> read them with base 0, -2^63 to 2^64-1.</summary>
internal static class GoInteger
{
    public static bool TryParse(ReadOnlySpan<char> text, out Int128 value)
    {
        var signed = text is ['+' or '-', ..];
        var negative = text is ['-', ..];
        var body = signed ? text[1..] : text;
        var radix = Radix(body, out var prefixLength);

        return TryParseDigits(body[prefixLength..], radix, negative, signed ? long.MaxValue : ulong.MaxValue, out value);
    }

    private static int Radix(ReadOnlySpan<char> body, out int prefixLength)
    {
        (var radix, prefixLength) = body switch
        {
            ['0', 'x' or 'X', ..] => (16, 2),
            ['0', 'o' or 'O', ..] => (8, 2),
            ['0', 'b' or 'B', ..] => (2, 2),
            ['0', _, ..] => (8, 1),
            _ => (10, 0),
        };
        return radix;
    }

    private static bool TryParseDigits(ReadOnlySpan<char> digits, int radix, bool negative, ulong maximum, out Int128 value)
    {
        value = 0;
        var largest = negative ? (Int128)maximum + 1 : maximum;
        foreach (var character in digits)
        {
            var digit = char.IsAsciiHexDigit(character) ? Convert.ToInt32(character.ToString(), 16) : radix;
            value = (value * radix) + digit;
            if (digit >= radix || value > largest)
            {
                return false;
            }
        }

        value = negative ? -value : value;
        return digits.Length > 0;
    }
}
