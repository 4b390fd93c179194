namespace ImageFactory.Formats.Compression.Native;

/// <summary>Reads zstd frames, one behind the other.</summary>
internal sealed class ZstdDecoder : IStreamCoder
{
    // 128 MiB: what zstd -d accepts without being told to, and what zstd -19 and lower ever need.
    private const int LargestWindowLog = 27;

    private readonly ZstdDecompressContext _context;

    public ZstdDecoder()
    {
        _context = ZstdDecompressContext.Create();
        ZstdErrors.CheckDecompress(ZstdNative.SetDecompressParameter(_context, ZstdNative.WindowLogMax, LargestWindowLog));
    }

    public CoderStep Code(PinnedRun input, PinnedRun output, bool last)
    {
        var source = ZstdBuffer.Of(input);
        var destination = ZstdBuffer.Of(output);
        var rest = ZstdErrors.CheckDecompress(ZstdNative.DecompressStream(_context, ref destination, ref source));
        return new CoderStep((int)source.Position, (int)destination.Position, rest == 0);
    }

    public void Dispose() => _context.Dispose();
}
