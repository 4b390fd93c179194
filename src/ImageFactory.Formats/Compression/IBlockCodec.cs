namespace ImageFactory.Formats.Compression;

/// <summary>Compresses and decompresses one independent block at a time, as squashfs does. Not for use by several threads at once.</summary>
public interface IBlockCodec : IDisposable
{
    /// <summary>
    /// Compresses <paramref name="source"/> into <paramref name="destination"/>; false when the result does not fit, and then the
    /// block is better stored.
    /// </summary>
    bool TryCompress(ReadOnlySpan<byte> source, Span<byte> destination, out int written);

    /// <summary>Decompresses one block and returns its length in bytes.</summary>
    /// <exception cref="InvalidDataException">The block is damaged, or longer than the destination.</exception>
    int Decompress(ReadOnlySpan<byte> source, Span<byte> destination);
}
