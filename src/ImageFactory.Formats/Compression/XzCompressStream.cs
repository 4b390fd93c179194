using ImageFactory.Formats.Compression.Native;

namespace ImageFactory.Formats.Compression;

/// <summary>Compresses what is written to it into one .xz stream of LZMA2 blocks with CRC32 checks.</summary>
public sealed class XzCompressStream : CoderCompressStream
{
    /// <summary>A stream that writes to <paramref name="destination"/>.</summary>
    /// <exception cref="DllNotFoundException">liblzma is not installed.</exception>
    public XzCompressStream(Stream destination, XzOptions options, bool leaveOpen = false)
        : base(destination, XzCoder.Encoder(options), leaveOpen)
    {
    }
}
