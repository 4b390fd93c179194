using System.Numerics;
using ImageFactory.Formats.Compression.Native;

namespace ImageFactory.Formats.Compression;

/// <summary>
/// Blocks as single .xz streams of LZMA2 with a CRC32 check, as squashfs keeps them. The dictionary is as large as a block: the
/// kernel refuses a larger one (fs/squashfs/xz_wrapper.c).
/// </summary>
public sealed class XzBlockCodec : IBlockCodec
{
    /// <summary>The preset of <c>xz</c> and <c>mksquashfs</c> without options.</summary>
    public const int DefaultPreset = 6;

    private const int SmallestBlock = 4096;
    private const int LargestBlock = 1024 * 1024;

    // What the decoder needs beside the dictionary is well below this.
    private const ulong DecoderState = 1024 * 1024;

    private readonly LzmaFilterChain _filters;
    private readonly ulong _memoryLimit;

    /// <summary>A codec for blocks of up to <paramref name="blockSize"/> bytes: a power of two, 4 KiB to 1 MiB.</summary>
    /// <param name="preset">The preset, 0 to 9.</param>
    /// <exception cref="ArgumentOutOfRangeException">The block size or the preset is not in range.</exception>
    /// <exception cref="DllNotFoundException">liblzma is not installed.</exception>
    public XzBlockCodec(int blockSize, int preset = DefaultPreset)
    {
        if (blockSize is < SmallestBlock or > LargestBlock || !BitOperations.IsPow2(blockSize))
        {
            throw new ArgumentOutOfRangeException(nameof(blockSize), blockSize, "A block has 4 KiB to 1 MiB, a power of two.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(preset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(preset, XzOptions.HighestPreset);
        _filters = new LzmaFilterChain((uint)preset, (uint)blockSize);
        _memoryLimit = (ulong)blockSize + DecoderState;
    }

    /// <inheritdoc/>
    public bool TryCompress(ReadOnlySpan<byte> source, Span<byte> destination, out int written)
    {
        nuint position = 0;
        var result = LzmaNative.EncodeBuffer(
            _filters.Address,
            LzmaNative.CheckCrc32,
            0,
            source,
            (nuint)source.Length,
            destination,
            ref position,
            (nuint)destination.Length);
        GC.KeepAlive(_filters);
        written = result == LzmaNative.Ok ? (int)position : 0;
        return result is LzmaNative.Ok or LzmaNative.BufferError
            ? result == LzmaNative.Ok
            : throw LzmaErrors.OfCompress(result);
    }

    /// <inheritdoc/>
    public int Decompress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var limit = _memoryLimit;
        nuint read = 0;
        nuint written = 0;
        var result = LzmaNative.DecodeBuffer(
            ref limit,
            0,
            0,
            source,
            ref read,
            (nuint)source.Length,
            destination,
            ref written,
            (nuint)destination.Length);
        if (result != LzmaNative.Ok)
        {
            throw LzmaErrors.OfDecompress(result);
        }

        return read == (nuint)source.Length
            ? (int)written
            : throw new InvalidDataException("The xz data is invalid: bytes follow the stream.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // liblzma keeps nothing between two single-call blocks.
    }
}
