using ImageFactory.Oci.Content;

namespace ImageFactory.Assets.Artifacts;

/// <summary>Reads small files of images whole.</summary>
internal static class SmallFile
{
    /// <exception cref="InvalidDataException">The file is longer than <paramref name="longest"/> bytes.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(ImageFile file, long longest, CancellationToken cancellationToken)
    {
        if (file.Entry.Size > longest)
        {
            throw new InvalidDataException($"'{file.Entry.Path}' is {file.Entry.Size} bytes long; at most {longest} are read.");
        }

        var bytes = new byte[file.Entry.Size];
        await file.Content.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }
}
