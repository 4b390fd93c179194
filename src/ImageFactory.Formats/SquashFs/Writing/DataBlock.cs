namespace ImageFactory.Formats.SquashFs.Writing;

/// <summary>The buffers of one block on its way: what goes in, and what is stored.</summary>
internal sealed class DataBlock(int blockSize)
{
    private readonly byte[] _compressed = new byte[blockSize];

    /// <summary>Room for the content.</summary>
    public byte[] Content { get; } = new byte[blockSize];

    /// <summary>The length of the content in bytes.</summary>
    public int Length { get; set; }

    /// <summary>What goes into the image; valid after <see cref="Compress"/>.</summary>
    public ReadOnlyMemory<byte> Stored { get; private set; }

    /// <summary>The length of what is stored, and the bit that says that it is not compressed.</summary>
    public uint StoredSize { get; private set; }

    /// <summary>Compresses the content, or stores it when that does not make it shorter.</summary>
    public void Compress(Compression.IBlockCodec codec)
    {
        if (codec.TryCompress(Content.AsSpan(0, Length), _compressed.AsSpan(0, Length - 1), out var written))
        {
            Stored = _compressed.AsMemory(0, written);
            StoredSize = (uint)written;
        }
        else
        {
            Stored = Content.AsMemory(0, Length);
            StoredSize = (uint)Length | SquashFsFormat.StoredData;
        }
    }
}
