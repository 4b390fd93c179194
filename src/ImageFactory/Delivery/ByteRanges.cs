using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Net.Http.Headers;

namespace ImageFactory.Delivery;

/// <summary>Which parts of a content a request wants (RFC 9110, section 14).</summary>
internal static class ByteRanges
{
    // More parts than any client with good intentions asks for: such a request gets the whole.
    private const int MostParts = 100;

    /// <summary>
    /// The parts that are wanted, in the order of the content, those that overlap as one; empty when none of them is in the content; null
    /// when the whole is wanted, or nothing that can be understood.
    /// </summary>
    /// <param name="headers">The request's headers.</param>
    /// <param name="entityTag">The content's strong validator.</param>
    /// <param name="length">The content's length in bytes.</param>
    public static IReadOnlyList<ByteRange>? Select(RequestHeaders headers, EntityTagHeaderValue entityTag, long length)
    {
        if (headers.Range is not { } range || !range.Unit.Equals("bytes", StringComparison.OrdinalIgnoreCase) || !IsCurrent(headers.IfRange, entityTag))
        {
            return null;
        }

        var parts = Join(range.Ranges.Select(item => Resolve(item, length)).OfType<ByteRange>());
        return parts.Count <= MostParts ? parts : null;
    }

    // RFC 9110, section 13.1.5: a date cannot match, as no content here has one.
    private static bool IsCurrent(RangeConditionHeaderValue? condition, EntityTagHeaderValue entityTag) =>
        condition is null || condition.EntityTag?.Compare(entityTag, useStrongComparison: true) == true;

    private static ByteRange? Resolve(RangeItemHeaderValue item, long length)
    {
        if (item.From is not { } from)
        {
            // A suffix: the last bytes, or all when there are fewer.
            var count = Math.Min(item.To ?? 0, length);
            return count > 0 ? new ByteRange(length - count, count) : null;
        }

        var end = item.To is { } last && last < length - 1 ? last + 1 : length;
        return from < end ? new ByteRange(from, end - from) : null;
    }

    private static List<ByteRange> Join(IEnumerable<ByteRange> ranges)
    {
        var joined = new List<ByteRange>();
        foreach (var range in ranges.OrderBy(range => range.Offset))
        {
            if (joined.Count > 0 && range.Offset <= joined[^1].End)
            {
                var before = joined[^1];
                joined[^1] = before with { Length = Math.Max(before.End, range.End) - before.Offset };
            }
            else
            {
                joined.Add(range);
            }
        }

        return joined;
    }
}
