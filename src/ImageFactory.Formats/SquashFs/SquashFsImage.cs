using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.SquashFs;

/// <summary>
/// A written image: the superblock, and how long the body is that was streamed out. The superblock is known last and stands
/// first; as the image is a map, nothing has to seek.
/// </summary>
public sealed record SquashFsImage
{
    internal SquashFsImage(ReadOnlyMemory<byte> superblock, long bodyLength)
    {
        Superblock = superblock;
        BodyLength = bodyLength;
    }

    /// <summary>The first 96 bytes of the image.</summary>
    public ReadOnlyMemory<byte> Superblock { get; }

    /// <summary>The length of what was streamed out, in bytes, with the padding at its end.</summary>
    public long BodyLength { get; }

    /// <summary>The length of the image in bytes: a multiple of 4096.</summary>
    public long Length => Superblock.Length + BodyLength;

    /// <summary>The image, when what was streamed out is kept as <paramref name="bodyBlob"/>.</summary>
    public ExtentMap Map(Digest bodyBlob) =>
        new ExtentMapBuilder().AppendBytes(Superblock).AppendBlob(bodyBlob, 0, BodyLength).Build();
}
