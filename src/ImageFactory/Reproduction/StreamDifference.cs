namespace ImageFactory.Reproduction;

/// <summary>Where two streams differ first.</summary>
/// <param name="Offset">The offset of the first byte that differs, or that only one of them has.</param>
/// <param name="OneEnds">Whether the first stream ends there.</param>
/// <param name="OtherEnds">Whether the second one does.</param>
internal sealed record StreamDifference(long Offset, bool OneEnds, bool OtherEnds)
{
    private const int BufferSize = 1024 * 1024;

    /// <summary>Compares two streams from front to back, with two buffers in memory; null when they are equal.</summary>
    public static async Task<StreamDifference?> FindAsync(Stream one, Stream other, CancellationToken cancellationToken)
    {
        var (left, right) = (new byte[BufferSize], new byte[BufferSize]);
        long offset = 0;
        while (true)
        {
            var reading = one.ReadAtLeastAsync(left, BufferSize, throwOnEndOfStream: false, cancellationToken).AsTask();
            var otherCount = await other.ReadAtLeastAsync(right, BufferSize, throwOnEndOfStream: false, cancellationToken);
            var count = await reading;
            var same = left.AsSpan(0, count).CommonPrefixLength(right.AsSpan(0, otherCount));
            offset += same;
            if (same < count || same < otherCount)
            {
                return new StreamDifference(offset, same == count, same == otherCount);
            }

            if (count < BufferSize)
            {
                return null;
            }
        }
    }
}
