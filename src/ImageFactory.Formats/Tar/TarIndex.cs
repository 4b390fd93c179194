using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Tar;

/// <summary>Finds the files of an archive that is a map; of their content nothing is read.</summary>
public static class TarIndex
{
    private const int MostFiles = 4096;

    /// <summary>The content of each file by its path, of an archive as <see cref="TarImage"/> writes it without extended headers.</summary>
    /// <exception cref="InvalidDataException">The archive is damaged, has extended headers, or more than 4096 entries.</exception>
    public static async Task<IReadOnlyDictionary<string, ExtentMap>> ReadAsync(
        ExtentMap archive, IBlobSource blobs, CancellationToken cancellationToken)
    {
        var files = new Dictionary<string, ExtentMap>(StringComparer.Ordinal);
        var block = new byte[TarHeader.Size];
        await using var reader = new ExtentReader(archive, blobs);
        long position = 0;
        while (position + TarHeader.Size <= archive.Length)
        {
            await reader.ReadExactlyAsync(position, block, cancellationToken);
            if (!block.AsSpan().ContainsAnyExcept((byte)0))
            {
                return files;
            }

            var header = TarHeader.Read(block);
            var start = position + TarHeader.Size;
            if (header.Type != (char)TarEntryType.File || header.Length > archive.Length - start || files.Count == MostFiles)
            {
                throw new InvalidDataException("The archive is not a short list of files with short names.");
            }

            files[header.Name] = archive.Slice(start, header.Length);
            position = start + ((header.Length + TarFormat.BlockSize - 1) / TarFormat.BlockSize * TarFormat.BlockSize);
        }

        throw new InvalidDataException("The archive has no end.");
    }
}
