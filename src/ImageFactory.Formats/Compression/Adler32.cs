namespace ImageFactory.Formats.Compression;

/// <summary>The checksum of zlib streams (RFC 1950, section 8.2).</summary>
internal static class Adler32
{
    private const uint Modulus = 65521;

    // So many bytes do not overflow the sums.
    private const int MostBetweenReductions = 5552;

    /// <summary>The checksum of some bytes.</summary>
    public static uint Compute(ReadOnlySpan<byte> content)
    {
        uint low = 1;
        uint high = 0;
        while (!content.IsEmpty)
        {
            var part = content[..Math.Min(content.Length, MostBetweenReductions)];
            content = content[part.Length..];
            unchecked
            {
                foreach (var value in part)
                {
                    low += value;
                    high += low;
                }
            }

            low %= Modulus;
            high %= Modulus;
        }

        return (high << 16) | low;
    }
}
