using ImageFactory.Formats.SquashFs;

namespace ImageFactory.Assets.Evidence;

/// <summary>The SPDX documents of a file system: all files whose names end with <c>.spdx.json</c>, wherever they are.</summary>
internal static class SpdxFiles
{
    private const string Suffix = ".spdx.json";

    /// <summary>What they say together; one document is in memory at a time.</summary>
    /// <exception cref="InvalidDataException">A document is damaged, or there is too much of them.</exception>
    public static async Task<SbomPart> ReadAsync(SquashFsReader files, SbomLimits limits, CancellationToken cancellationToken)
    {
        var parts = new List<SbomPart>();
        long bytes = 0;
        foreach (var entry in files.Walk(files.Root).Where(entry => entry.Inode.Kind == SquashFsKind.File && entry.Path.EndsWith(Suffix, StringComparison.Ordinal)))
        {
            bytes += entry.Inode.Size;
            if (parts.Count == limits.MaxDocuments || bytes > limits.MaxBytes || entry.Inode.Size > limits.MaxDocument)
            {
                throw new InvalidDataException(
                    $"There are more than {limits.MaxDocuments} SPDX documents, one of more than {limits.MaxDocument} bytes, or {limits.MaxBytes} bytes of them.");
            }

            parts.Add(await ReadAsync(files, entry, limits, cancellationToken));
        }

        return SbomPart.Merge(parts, limits);
    }

    private static async Task<SbomPart> ReadAsync(SquashFsReader files, SquashFsEntry entry, SbomLimits limits, CancellationToken cancellationToken)
    {
        var document = new byte[entry.Inode.Size];
        await using var content = files.OpenFile(entry.Inode);
        await content.ReadExactlyAsync(document, cancellationToken);
        try
        {
            return SpdxReader.Read(document, limits);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"'{entry.Path}' cannot be read: {exception.Message}", exception);
        }
    }
}
