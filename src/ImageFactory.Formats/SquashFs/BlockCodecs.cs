using ImageFactory.Formats.Compression;

namespace ImageFactory.Formats.SquashFs;

/// <summary>The codec of a compressor.</summary>
internal static class BlockCodecs
{
    // A codec that only decompresses still wants a level.
    private const int AnyZstdLevel = 1;

    public static IBlockCodec ForWriting(SquashFsOptions options) => options.Compressor == SquashFsCompressor.Xz
        ? new XzBlockCodec(options.BlockSize, options.Level)
        : new ZstdBlockCodec(options.Level);

    /// <exception cref="InvalidDataException">The compressor cannot be read here.</exception>
    public static IBlockCodec ForReading(SquashFsCompressor compressor, int blockSize) => compressor switch
    {
        SquashFsCompressor.Gzip => new ZlibBlockCodec(),
        SquashFsCompressor.Xz => new XzBlockCodec(blockSize),
        SquashFsCompressor.Zstd => new ZstdBlockCodec(AnyZstdLevel),
        _ => throw new InvalidDataException($"The squashfs image uses the compressor {compressor}; gzip, xz and zstd can be read."),
    };
}
