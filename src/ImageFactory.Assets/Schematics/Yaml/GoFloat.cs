using System.Globalization;
using System.Text.RegularExpressions;

namespace ImageFactory.Assets.Schematics.Yaml;

/// <summary>Floating point numbers as Go's <c>strconv</c> reads and prints them.</summary>
internal static partial class GoFloat
{
    // Go's shortest %g writes an exponent below -4 and from 6 on (not from 21 on, as %v does).
    private const int SmallestPlainExponent = -4;
    private const int LargestPlainExponent = 5;

    /// <summary>Reads a decimal number in YAML's notation. A number too large for a double is none.</summary>
    public static bool TryParseDecimal(string text, out double value)
    {
        value = 0;
        return DecimalNumber().IsMatch(text) && TryConvert(text, out value);
    }

    /// <summary>Reads what starts with a point, where Go allows underscores between digits.</summary>
    public static bool TryParseFraction(string text, out double value)
    {
        value = 0;
        return Fraction().IsMatch(text) && TryConvert(text.Replace("_", "", StringComparison.Ordinal), out value);
    }

    /// <summary>The shortest text that reads back as the same number, as <c>FormatFloat(value, 'g', -1, 64)</c>, with YAML's words.</summary>
    public static string Format(double value)
    {
        if (double.IsNaN(value))
        {
            return ".nan";
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? ".inf" : "-.inf";
        }

        var sign = double.IsNegative(value) ? "-" : "";
        var (digits, exponent) = ShortestDigits(Math.Abs(value));
        if (exponent is < SmallestPlainExponent or > LargestPlainExponent)
        {
            var fraction = digits.Length > 1 ? "." + digits[1..] : "";
            return string.Create(CultureInfo.InvariantCulture, $"{sign}{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
        }

        return sign + PlaceDecimalPoint(digits, exponent);
    }

    private static string PlaceDecimalPoint(string digits, int exponent)
    {
        if (exponent < 0)
        {
            return "0." + new string('0', -exponent - 1) + digits;
        }

        var whole = digits.PadRight(exponent + 1, '0');
        return whole.Length == exponent + 1 ? whole : whole[..(exponent + 1)] + "." + whole[(exponent + 1)..];
    }

    // The digits without trailing zeros, and the power of ten of the first one.
    private static (string Digits, int Exponent) ShortestDigits(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var mantissa = text.Split('E');
        var exponent = mantissa.Length > 1 ? int.Parse(mantissa[1], CultureInfo.InvariantCulture) : 0;
        var point = mantissa[0].IndexOf('.', StringComparison.Ordinal);
        var wholeLength = point < 0 ? mantissa[0].Length : point;
        var digits = mantissa[0].Replace(".", "", StringComparison.Ordinal);
        var significant = digits.TrimStart('0');
        exponent += wholeLength - 1 - (digits.Length - significant.Length);
        return significant.Length == 0 ? ("0", 0) : (significant.TrimEnd('0'), exponent);
    }

    private static bool TryConvert(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    [GeneratedRegex(@"\A[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex DecimalNumber();

    [GeneratedRegex(@"\A\.[0-9](_?[0-9])*([eE][-+]?[0-9](_?[0-9])*)?\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Fraction();
}
