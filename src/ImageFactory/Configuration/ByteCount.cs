using System.Globalization;

namespace ImageFactory.Configuration;

/// <summary>Numbers of bytes as people write them: <c>20000000000</c>, <c>20GB</c>, <c>20 GiB</c>.</summary>
internal static class ByteCount
{
    /// <summary>What can be read, as a regular expression.</summary>
    public const string Pattern = "[1-9][0-9]{0,14}|[1-9][0-9]{0,5} ?([kMGT]B|[KMGT]iB)";

    private const string Prefixes = "KMGT";

    /// <summary>Reads a text of that pattern; null stays null.</summary>
    public static long? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var digits = text.AsSpan().TrimEnd("kKMGTiB ");
        var number = long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        var unit = text.AsSpan(digits.Length).Trim();
        if (unit.IsEmpty)
        {
            return number;
        }

        var step = unit.Contains('i') ? 1024L : 1000L;
        for (var power = Prefixes.IndexOf(unit[0], StringComparison.OrdinalIgnoreCase); power >= 0; power--)
        {
            number *= step;
        }

        return number;
    }
}
