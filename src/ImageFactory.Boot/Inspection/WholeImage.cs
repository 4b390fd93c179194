using ImageFactory.Formats.Extents;

namespace ImageFactory.Boot.Inspection;

/// <summary>
/// An image as one blob, whatever it is made of: what readers find in it then says by itself where in the image it lies.
/// </summary>
internal sealed class WholeImage : IBlobSource
{
    private static readonly Digest Name = Digest.OfBytes("the whole image"u8);

    private readonly ExtentMap _image;
    private readonly IBlobSource _blobs;

    public WholeImage(ExtentMap image, IBlobSource blobs)
    {
        _image = image;
        _blobs = blobs;
        Map = ExtentMap.OfBlob(Name, image.Length);
    }

    /// <summary>The map of the one blob.</summary>
    public ExtentMap Map { get; }

    /// <summary>Where in a part of the image an offset of the image is; null when it is not in it.</summary>
    public static long? Find(ExtentMap part, long offset)
    {
        foreach (var extent in part.Extents)
        {
            if (extent.Source is BlobSource source && source.Blob == Name && offset >= source.Offset && offset < source.Offset + extent.Length)
            {
                return extent.Offset + offset - source.Offset;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public ValueTask<IByteSource> OpenAsync(Digest blob, CancellationToken cancellationToken) => blob == Name
        ? ValueTask.FromResult<IByteSource>(new Bytes(new ExtentReader(_image, _blobs), _image.Length))
        : throw new FileNotFoundException($"There is no blob {blob}.");

    private sealed class Bytes(ExtentReader reader, long length) : IByteSource
    {
        public long Length => length;

        public async ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
        {
            var count = (int)Math.Clamp(length - offset, 0, buffer.Length);
            await reader.ReadExactlyAsync(offset, buffer[..count], cancellationToken);
            return count;
        }

        public ValueTask DisposeAsync() => reader.DisposeAsync();
    }
}
