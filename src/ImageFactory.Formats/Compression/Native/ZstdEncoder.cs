namespace ImageFactory.Formats.Compression.Native;

/// <summary>Makes one zstd frame.</summary>
internal sealed class ZstdEncoder : IStreamCoder
{
    private readonly ZstdCompressContext _context;

    public ZstdEncoder(ZstdOptions options)
    {
        _context = ZstdCompressContext.Create();
        _context.Set(ZstdNative.CompressionLevel, options.Level);
        _context.Set(ZstdNative.ChecksumFlag, options.Checksum ? 1 : 0);

        // One worker cuts the content into the same jobs as many do; no worker at all gives other bytes.
        _context.Set(ZstdNative.NbWorkers, options.Threads);
    }

    public CoderStep Code(PinnedRun input, PinnedRun output, bool last)
    {
        var source = ZstdBuffer.Of(input);
        var destination = ZstdBuffer.Of(output);
        var rest = ZstdErrors.CheckCompress(ZstdNative.CompressStream(
            _context, ref destination, ref source, last ? ZstdNative.End : ZstdNative.Continue));
        return new CoderStep((int)source.Position, (int)destination.Position, last && rest == 0);
    }

    public void Dispose() => _context.Dispose();
}
