using ImageFactory.Formats.Compression;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.SquashFs.Structures;

namespace ImageFactory.Formats.SquashFs.Reading;

/// <summary>An image whose superblock was read, with what it takes to read the rest.</summary>
internal sealed class OpenImage : IAsyncDisposable
{
    private OpenImage(ExtentReader extents, Superblock superblock)
    {
        Extents = extents;
        Superblock = superblock;
        Bytes = new ImageBytes(extents, superblock.BytesUsed);
        Codec = BlockCodecs.ForReading((SquashFsCompressor)superblock.Compressor, (int)superblock.BlockSize);
    }

    public ExtentReader Extents { get; }

    public ImageBytes Bytes { get; }

    public Superblock Superblock { get; }

    public IBlockCodec Codec { get; }

    /// <exception cref="InvalidDataException">The superblock is damaged or names a compressor that cannot be read.</exception>
    public static async Task<OpenImage> CreateAsync(ExtentMap image, IBlobSource blobs, CancellationToken cancellationToken)
    {
        var extents = new ExtentReader(image, blobs);
        try
        {
            var bytes = new byte[Superblock.Size];
            await new ImageBytes(extents, (ulong)image.Length).ReadAsync(0, bytes, cancellationToken);
            var superblock = Superblock.Read(bytes);
            SuperblockRules.Check(superblock, image.Length);
            return new OpenImage(extents, superblock);
        }
        catch
        {
            await extents.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Codec.Dispose();
        await Extents.DisposeAsync();
    }
}
