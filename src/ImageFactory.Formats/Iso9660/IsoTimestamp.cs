using System.Globalization;
using System.Text;

namespace ImageFactory.Formats.Iso9660;

/// <summary>A moment in UTC as volume descriptors and directory records keep it (ECMA-119, 8.4.26.1 and 9.1.5).</summary>
internal static class IsoTimestamp
{
    /// <summary>Length in a directory record, in bytes.</summary>
    public const int ShortSize = 7;

    /// <summary>Length in a volume descriptor, in bytes.</summary>
    public const int LongSize = 17;

    // The last second of 2155: a directory record counts years from 1900 in one byte.
    private const long Latest = 5_869_583_999;

    /// <summary>Expects a moment that can be kept.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It cannot.</exception>
    public static void Require(long secondsSince1970, string parameter)
    {
        if (secondsSince1970 is < 0 or > Latest)
        {
            throw new ArgumentOutOfRangeException(parameter, secondsSince1970, "ISO 9660 keeps times up to the end of 2155.");
        }
    }

    public static void WriteShort(Span<byte> destination, long secondsSince1970)
    {
        var moment = DateTimeOffset.FromUnixTimeSeconds(secondsSince1970);
        ReadOnlySpan<int> fields = [moment.Year - 1900, moment.Month, moment.Day, moment.Hour, moment.Minute, moment.Second, 0];
        for (var index = 0; index < fields.Length; index++)
        {
            destination[index] = (byte)fields[index];
        }
    }

    /// <summary>The moment in seconds since 1970; 0 for fields that are no moment, or one before.</summary>
    public static long ReadShort(ReadOnlySpan<byte> source)
    {
        var isMoment = source[1] is >= 1 and <= 12
            && source[2] >= 1
            && source[2] <= DateTime.DaysInMonth(1900 + source[0], source[1])
            && source[3] < 24
            && source[4] < 60
            && source[5] < 60;
        if (!isMoment)
        {
            return 0;
        }

        var local = new DateTimeOffset(1900 + source[0], source[1], source[2], source[3], source[4], source[5], TimeSpan.Zero);
        return Math.Clamp(local.AddMinutes(-15 * unchecked((sbyte)source[6])).ToUnixTimeSeconds(), 0, Latest);
    }

    public static void WriteLong(Span<byte> destination, long secondsSince1970)
    {
        var moment = DateTimeOffset.FromUnixTimeSeconds(secondsSince1970);
        Encoding.ASCII.GetBytes(moment.ToString("yyyyMMddHHmmss'00'", CultureInfo.InvariantCulture), destination);
        destination[LongSize - 1] = 0;
    }

    /// <summary>No moment: sixteen zeros as digits and a zero.</summary>
    public static void WriteUnspecified(Span<byte> destination)
    {
        destination[..(LongSize - 1)].Fill((byte)'0');
        destination[LongSize - 1] = 0;
    }
}
