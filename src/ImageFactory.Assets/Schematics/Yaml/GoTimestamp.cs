using System.Globalization;
using System.Text.RegularExpressions;

namespace ImageFactory.Assets.Schematics.Yaml;

/// <summary>
/// The timestamps that go-yaml recognises: <c>2006-1-2</c>, that with <c>15:4:5</c> after blanks, or with <c>T15:4:5</c> or
/// <c>t15:4:5</c> and a zone. Written as RFC 3339 in the zone given.
/// </summary>
internal static partial class GoTimestamp
{
    private const int NanosecondDigits = 9;

    public static bool TryParse(string text, out string canonical)
    {
        canonical = "";
        var match = Pattern().Match(text);
        if (!match.Success || !IsDate(match) || !IsTimeOfDay(match) || !TryFormatZone(match.Groups["zone"].Value, out var zone))
        {
            return false;
        }

        canonical = string.Create(
            CultureInfo.InvariantCulture,
            $"{Number(match, "year"):0000}-{Number(match, "month"):00}-{Number(match, "day"):00}T{Number(match, "hour"):00}:{Number(match, "minute"):00}:{Number(match, "second"):00}{Fraction(match)}{zone}");
        return true;
    }

    private static bool IsDate(Match match)
    {
        // Year 0 is a leap year to Go and unknown to DateTime; 2000 has the same months.
        var year = Math.Max(Number(match, "year"), 0) is 0 ? 2000 : Number(match, "year");
        var month = Number(match, "month");
        return month is >= 1 and <= 12 && Number(match, "day") >= 1 && Number(match, "day") <= DateTime.DaysInMonth(year, month);
    }

    private static bool IsTimeOfDay(Match match) =>
        Number(match, "hour") < 24 && Number(match, "minute") < 60 && Number(match, "second") < 60;

    private static bool TryFormatZone(string text, out string zone)
    {
        zone = "Z";
        if (text is "" or "Z")
        {
            return true;
        }

        // Go lets an offset have 24 hours and 60 minutes.
        var hours = int.Parse(text.AsSpan(1, 2), CultureInfo.InvariantCulture);
        var minutes = int.Parse(text.AsSpan(4, 2), CultureInfo.InvariantCulture);
        var total = (hours * 60) + minutes;
        zone = total == 0 ? "Z" : string.Create(CultureInfo.InvariantCulture, $"{text[0]}{total / 60:00}:{total % 60:00}");
        return hours <= 24 && minutes <= 60;
    }

    private static string Fraction(Match match)
    {
        var digits = match.Groups["fraction"].Value;
        var kept = digits[..Math.Min(digits.Length, NanosecondDigits)].TrimEnd('0');
        return kept.Length == 0 ? "" : "." + kept;
    }

    private static int Number(Match match, string name) =>
        match.Groups[name].Length == 0 ? 0 : int.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"\A(?<year>[0-9]{4})-(?<month>[0-9]{1,2})-(?<day>[0-9]{1,2})(([Tt](?<hour>[0-9]{1,2}):(?<minute>[0-9]{1,2}):(?<second>[0-9]{1,2})([.,](?<fraction>[0-9]+))?(?<zone>Z|[-+][0-9]{2}:[0-9]{2}))|( +(?<hour>[0-9]{1,2}):(?<minute>[0-9]{1,2}):(?<second>[0-9]{1,2})([.,](?<fraction>[0-9]+))?))?\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
