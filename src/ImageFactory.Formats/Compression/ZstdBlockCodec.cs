using ImageFactory.Formats.Compression.Native;

namespace ImageFactory.Formats.Compression;

/// <summary>Blocks as single zstd frames with their content size and without a checksum (RFC 8878), as squashfs keeps them.</summary>
public sealed class ZstdBlockCodec : IBlockCodec
{
    private readonly ZstdCompressContext _compressor;
    private readonly ZstdDecompressContext _decompressor;

    /// <summary>A codec that compresses at <paramref name="level"/>, 1 to 22.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is not in range.</exception>
    /// <exception cref="DllNotFoundException">libzstd is not installed.</exception>
    public ZstdBlockCodec(int level)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(level, ZstdOptions.LowestLevel);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, ZstdOptions.HighestLevel);
        _compressor = ZstdCompressContext.Create();
        _compressor.Set(ZstdNative.CompressionLevel, level);
        _decompressor = ZstdDecompressContext.Create();
    }

    /// <inheritdoc/>
    public bool TryCompress(ReadOnlySpan<byte> source, Span<byte> destination, out int written)
    {
        var result = ZstdNative.Compress(_compressor, destination, (nuint)destination.Length, source, (nuint)source.Length);
        if (ZstdErrors.IsError(result) && ZstdNative.GetErrorCode(result) == ZstdNative.DestinationTooSmall)
        {
            written = 0;
            return false;
        }

        written = (int)ZstdErrors.CheckCompress(result);
        return true;
    }

    /// <inheritdoc/>
    public int Decompress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (source.IsEmpty)
        {
            // No frames at all are no error to the library.
            throw new InvalidDataException("The zstd data is empty.");
        }

        return (int)ZstdErrors.CheckDecompress(
            ZstdNative.Decompress(_decompressor, destination, (nuint)destination.Length, source, (nuint)source.Length));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _compressor.Dispose();
        _decompressor.Dispose();
    }
}
