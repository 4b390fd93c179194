using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Layout;

/// <summary>Reads <c>index.json</c>.</summary>
internal static class LayoutIndex
{
    public static async Task<ImageIndex> ReadAsync(string directory, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(LayoutPaths.Index(directory), new FileStreamOptions { BufferSize = 0 });
        if (file.Length > DocumentJson.LongestDocument)
        {
            throw new InvalidDataException(
                $"'{file.Name}' is {file.Length} bytes long; at most {DocumentJson.LongestDocument} are read.");
        }

        var bytes = new byte[file.Length];
        var count = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return ImageIndex.Read(bytes.AsSpan(0, count));
    }
}
