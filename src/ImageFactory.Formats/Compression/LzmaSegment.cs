using ImageFactory.Formats.Compression.Native;

namespace ImageFactory.Formats.Compression;

/// <summary>Compresses small content to bare LZMA (version 1), without a header: lc 3, lp 0, pb 2, and an end marker.</summary>
internal static class LzmaSegment
{
    private const uint Preset = 9;

    // What does not compress grows by less than this.
    private const int Slack = 64 * 1024;

    /// <summary>The compressed bytes.</summary>
    /// <exception cref="DllNotFoundException">liblzma is not installed.</exception>
    public static byte[] Compress(ReadOnlySpan<byte> content)
    {
        // A larger dictionary than the content only costs memory.
        var filters = new LzmaFilterChain(Preset, (uint)Math.Max(content.Length, 4096), LzmaNative.FilterLzma1);
        var output = new byte[content.Length + (content.Length / 16) + Slack];
        nuint length = 0;
        var result = LzmaNative.EncodeRawBuffer(
            filters.Address, 0, content, (nuint)content.Length, output, ref length, (nuint)output.Length);
        GC.KeepAlive(filters);
        return result == LzmaNative.Ok ? output[..(int)length] : throw LzmaErrors.OfCompress(result);
    }
}
