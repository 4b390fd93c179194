using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Tests.Archives;

/// <summary>The bytes that small maps show.</summary>
internal static class MapBytes
{
    public static async Task<byte[]> ReadAsync(ExtentMap map, IBlobSource? blobs = null)
    {
        await using var stream = new ExtentStream(map, blobs ?? new MemoryBlobs());
        using var output = new MemoryStream();
        await stream.CopyToAsync(output, TestContext.Current.CancellationToken);
        return output.ToArray();
    }

    /// <summary>Writes a file with holes where the map has zeros.</summary>
    public static async Task<string> WriteAsync(ExtentMap map, string path, IBlobSource? blobs = null)
    {
        await using var file = File.Create(path);
        file.SetLength(map.Length);
        foreach (var extent in map.Extents.Where(extent => extent.Source is not ZeroSource))
        {
            file.Position = extent.Offset;
            await using var stream = new ExtentStream(map.Slice(extent.Offset, extent.Length), blobs ?? new MemoryBlobs());
            await stream.CopyToAsync(file, TestContext.Current.CancellationToken);
        }

        return path;
    }
}
