namespace ImageFactory.Formats.Fat;

/// <summary>A moment as FAT keeps it: a date and a time of day in UTC, to two seconds (Microsoft FAT specification, "Date and Time Formats").</summary>
internal readonly record struct FatTimestamp(ushort Date, ushort Time)
{
    /// <summary>1980-01-01 in seconds since 1970.</summary>
    public const long Earliest = 315_532_800;

    /// <summary>The last second of 2107 in seconds since 1970.</summary>
    public const long Latest = 4_354_819_199;

    /// <summary>Expects a moment that can be kept.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It cannot.</exception>
    public static void Require(long secondsSince1970, string parameter)
    {
        if (secondsSince1970 is < Earliest or > Latest)
        {
            throw new ArgumentOutOfRangeException(parameter, secondsSince1970, "FAT keeps times from 1980 to the end of 2107.");
        }
    }

    public static FatTimestamp At(long secondsSince1970)
    {
        var moment = DateTimeOffset.FromUnixTimeSeconds(secondsSince1970);
        var date = ((moment.Year - 1980) << 9) | (moment.Month << 5) | moment.Day;
        var time = (moment.Hour << 11) | (moment.Minute << 5) | (moment.Second / 2);
        return new FatTimestamp((ushort)date, (ushort)time);
    }

    /// <summary>Seconds since 1970; of fields that are no moment the earliest one.</summary>
    public long ToSeconds()
    {
        var (year, month, day) = (1980 + (Date >> 9), (Date >> 5) & 15, Date & 31);
        var (hour, minute, second) = (Time >> 11, (Time >> 5) & 63, 2 * (Time & 31));
        var isMoment = month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) && hour < 24 && minute < 60 && second < 60;
        return isMoment ? new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero).ToUnixTimeSeconds() : Earliest;
    }
}
