using System.IO.Compression;

namespace ImageFactory.Formats.Compression;

/// <summary>Blocks as zlib streams (RFC 1950): what squashfs calls gzip.</summary>
public sealed class ZlibBlockCodec : IBlockCodec
{
    private readonly MemoryStream _scratch = new();

    /// <summary>A codec that compresses as densely as it can.</summary>
    public ZlibBlockCodec() => StrictInflate.Require();

    /// <inheritdoc/>
    public bool TryCompress(ReadOnlySpan<byte> source, Span<byte> destination, out int written)
    {
        _scratch.SetLength(0);
        using (var zlib = new ZLibStream(_scratch, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zlib.Write(source);
        }

        var compressed = _scratch.GetBuffer().AsSpan(0, (int)_scratch.Length);
        var fits = compressed.TryCopyTo(destination);
        written = fits ? compressed.Length : 0;
        return fits;
    }

    /// <inheritdoc/>
    public int Decompress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (source.IsEmpty)
        {
            // The framework takes no bytes at all for an empty stream.
            throw new InvalidDataException("The zlib data is empty.");
        }

        _scratch.SetLength(0);
        _scratch.Write(source);
        _scratch.Position = 0;
        using var zlib = new ZLibStream(_scratch, CompressionMode.Decompress, leaveOpen: true);
        var length = zlib.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
        return zlib.ReadByte() < 0
            ? length
            : throw new InvalidDataException($"The zlib data is longer than {destination.Length} bytes.");
    }

    /// <inheritdoc/>
    public void Dispose() => _scratch.Dispose();
}
