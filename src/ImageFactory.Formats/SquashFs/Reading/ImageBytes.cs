using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.SquashFs.Reading;

/// <summary>The bytes of an image at positions that the image itself names, and that are therefore not trusted.</summary>
internal sealed class ImageBytes(ExtentReader reader, ulong length)
{
    /// <exception cref="InvalidDataException">The run is not inside the image.</exception>
    public async ValueTask ReadAsync(ulong position, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (position > length || (ulong)buffer.Length > length - position)
        {
            throw new InvalidDataException($"The squashfs image ends at byte {length}, before {buffer.Length} bytes at {position}.");
        }

        await reader.ReadExactlyAsync((long)position, buffer, cancellationToken);
    }
}
