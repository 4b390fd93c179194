using System.Globalization;
using System.Text;
using ImageFactory.Assets.Schematics.Yaml;

namespace ImageFactory.Assets.Schematics.Canonical;

/// <summary>
/// The order in which go-yaml writes the keys of a free-form mapping: booleans and numbers by value, then null, then strings
/// with runs of digits compared as numbers and letters after everything else.
/// </summary>
internal sealed class NaturalKeyOrder : IComparer<YamlScalar>
{
    private NaturalKeyOrder()
    {
    }

    public static NaturalKeyOrder Instance { get; } = new();

    public int Compare(YamlScalar? x, YamlScalar? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        if (Number(x) is { } first && Number(y) is { } second)
        {
            // Not CompareTo: NaN is equal to everything here, as with Go's operators.
            var byValue = Convert.ToInt32(first > second) - Convert.ToInt32(first < second);
            return byValue != 0 ? byValue : CompareSameNumber(x, y);
        }

        return x.Type == YamlType.Text && y.Type == YamlType.Text
            ? CompareStrings(Runes(x.Text), Runes(y.Text))
            : Kind(x).CompareTo(Kind(y));
    }

    private static double? Number(YamlScalar key) => key.Type switch
    {
        YamlType.Boolean => key.Text is "true" ? 1 : 0,
        YamlType.Whole => double.Parse(key.Text, CultureInfo.InvariantCulture),
        YamlType.Real => key.Text switch
        {
            ".nan" => double.NaN,
            ".inf" => double.PositiveInfinity,
            "-.inf" => double.NegativeInfinity,
            _ => double.Parse(key.Text, CultureInfo.InvariantCulture),
        },
        _ => null,
    };

    // Large integers may be equal only as floating point numbers.
    private static int CompareSameNumber(YamlScalar x, YamlScalar y) =>
        x.Type == YamlType.Whole && y.Type == YamlType.Whole
            ? Int128.Parse(x.Text, CultureInfo.InvariantCulture).CompareTo(Int128.Parse(y.Text, CultureInfo.InvariantCulture))
            : Kind(x).CompareTo(Kind(y));

    // The order of Go's reflect.Kind: Bool, Int, Float64, Interface (null), String, Struct (time).
    private static int Kind(YamlScalar key) => key.Type switch
    {
        YamlType.Boolean => 1,
        YamlType.Whole => 2,
        YamlType.Real => 3,
        YamlType.Null => 4,
        YamlType.Text => 5,
        _ => 6,
    };

    private static Rune[] Runes(string text) => [.. text.EnumerateRunes()];

    private static int CompareStrings(Rune[] x, Rune[] y)
    {
        var afterDigits = false;
        for (var i = 0; i < x.Length && i < y.Length; i++)
        {
            if (x[i] != y[i])
            {
                return CompareFrom(x, y, i, afterDigits);
            }

            afterDigits = Rune.IsDigit(x[i]);
        }

        return x.Length.CompareTo(y.Length);
    }

    private static int CompareFrom(Rune[] x, Rune[] y, int start, bool afterDigits)
    {
        var xIsLetter = Rune.IsLetter(x[start]);
        var yIsLetter = Rune.IsLetter(y[start]);
        if (xIsLetter && yIsLetter)
        {
            return x[start].CompareTo(y[start]);
        }

        if (xIsLetter || yIsLetter)
        {
            return xIsLetter == afterDigits ? -1 : 1;
        }

        var leading = IsInsideNumber(x, y, start) ? 1 : 0;
        var (xNumber, xEnd) = ReadNumber(x, start, leading);
        var (yNumber, yEnd) = ReadNumber(y, start, leading);
        var byNumber = xNumber.CompareTo(yNumber);
        var byLength = byNumber != 0 ? byNumber : xEnd.CompareTo(yEnd);
        return byLength != 0 ? byLength : x[start].CompareTo(y[start]);
    }

    // A zero counts when it is not a leading one.
    private static bool IsInsideNumber(Rune[] x, Rune[] y, int start)
    {
        if (x[start].Value != '0' && y[start].Value != '0')
        {
            return false;
        }

        for (var i = start - 1; i >= 0 && Rune.IsDigit(x[i]); i--)
        {
            if (x[i].Value != '0')
            {
                return true;
            }
        }

        return false;
    }

    // Overflow wraps and digits of other scripts count from '0', as in Go.
    private static (long Number, int End) ReadNumber(Rune[] text, int start, long number)
    {
        var end = start;
        for (; end < text.Length && Rune.IsDigit(text[end]); end++)
        {
            number = unchecked((number * 10) + text[end].Value - '0');
        }

        return (number, end);
    }
}
