using System.Buffers.Binary;

namespace ImageFactory.Formats.Xfs;

/// <summary>A moment as XFS keeps it without the feature bigtime: seconds since 1970 in 32 bits with a sign, and nanoseconds.</summary>
internal static class XfsTimestamp
{
    /// <summary>Expects a moment that can be kept.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It cannot.</exception>
    public static void Require(long secondsSince1970, string parameter)
    {
        if (secondsSince1970 is < int.MinValue or > int.MaxValue)
        {
            throw new ArgumentOutOfRangeException(parameter, secondsSince1970, "XFS keeps times from 1901 to 2038 in 32 bits.");
        }
    }

    public static void WriteTo(Span<byte> destination, long secondsSince1970)
    {
        BinaryPrimitives.WriteInt32BigEndian(destination, (int)secondsSince1970);
        BinaryPrimitives.WriteInt32BigEndian(destination[4..], 0);
    }
}
