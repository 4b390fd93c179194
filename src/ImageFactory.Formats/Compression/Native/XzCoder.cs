namespace ImageFactory.Formats.Compression.Native;

/// <summary>Makes one .xz stream, or reads .xz streams, one behind the other.</summary>
internal sealed class XzCoder : IStreamCoder
{
    private const uint Extreme = 1U << 31;

    // xz -9 needs a dictionary of 64 MiB; the rest is the decoder's own state.
    private const ulong DecoderMemory = 129UL * 1024 * 1024;

    private readonly LzmaStreamHandle _stream = new();
    private readonly Func<int, Exception> _failure;

    private XzCoder(Func<int, Exception> failure) => _failure = failure;

    public static XzCoder Encoder(XzOptions options)
    {
        var filters = new LzmaFilterChain((uint)options.Preset | (options.Extreme ? Extreme : 0), dictionarySize: null);
        var coder = new XzCoder(LzmaErrors.OfCompress);
        var threads = new LzmaThreadOptions
        {
            Threads = (uint)options.Threads,
            BlockSize = (ulong)options.BlockSize,
            Filters = filters.Address,
            Check = LzmaNative.CheckCrc32,
        };
        coder.Check(LzmaNative.StartThreadedEncoder(coder._stream, ref threads));
        GC.KeepAlive(filters);
        return coder;
    }

    /// <summary>A decoder of all streams, or of the first.</summary>
    public static XzCoder Decoder(bool endsWithFirst = false)
    {
        var coder = new XzCoder(LzmaErrors.OfDecompress);
        coder.Check(LzmaNative.StartDecoder(coder._stream, DecoderMemory, endsWithFirst ? 0 : LzmaNative.Concatenated));
        return coder;
    }

    public CoderStep Code(PinnedRun input, PinnedRun output, bool last)
    {
        ref var state = ref _stream.State;
        state.NextIn = input.Address;
        state.AvailableIn = (nuint)input.Length;
        state.NextOut = output.Address;
        state.AvailableOut = (nuint)output.Length;
        var result = LzmaNative.Code(_stream, last ? LzmaNative.Finish : LzmaNative.Run);
        if (result != LzmaNative.StreamEnd)
        {
            Check(result);
        }

        return new CoderStep(
            input.Length - (int)state.AvailableIn,
            output.Length - (int)state.AvailableOut,
            result == LzmaNative.StreamEnd);
    }

    public void Dispose() => _stream.Dispose();

    private void Check(int result)
    {
        if (result != LzmaNative.Ok)
        {
            throw _failure(result);
        }
    }
}
