using ImageFactory.Formats.Compression.Native;

namespace ImageFactory.Formats.Compression;

/// <summary>Compresses what is written to it into one zstd frame (RFC 8878).</summary>
public sealed class ZstdCompressStream : CoderCompressStream
{
    /// <summary>A stream that writes to <paramref name="destination"/>.</summary>
    /// <exception cref="DllNotFoundException">libzstd is not installed.</exception>
    public ZstdCompressStream(Stream destination, ZstdOptions options, bool leaveOpen = false)
        : base(destination, new ZstdEncoder(options), leaveOpen)
    {
    }
}
