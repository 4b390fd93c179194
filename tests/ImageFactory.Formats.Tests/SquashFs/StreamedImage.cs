using ImageFactory.Formats.Extents;
using ImageFactory.Formats.SquashFs;

namespace ImageFactory.Formats.Tests.SquashFs;

/// <summary>An image whose content comes as streams before its tree.</summary>
internal static class StreamedImage
{
    public static async Task<byte[]> WriteAsync(
        SquashFsOptions options, Func<SquashFsWriter, Task<SquashFsDirectory>> write, IBlobSource? blobs = null)
    {
        using var body = new MemoryStream();
        await using var writer = await SquashFsWriter.CreateAsync(options, body, SampleTree.Token);
        var tree = new SquashFsTree(await write(writer));
        var image = await writer.FinishAsync(tree, blobs ?? new MemoryBlobs(), SampleTree.Token);
        return [.. image.Superblock.Span, .. body.GetBuffer().AsSpan(0, (int)body.Length)];
    }

    /// <summary>Files in a directory, each from a stream.</summary>
    public static Task<byte[]> WriteAsync(SquashFsOptions options, params (string Name, byte[] Content)[] files) =>
        WriteAsync(options, async writer =>
        {
            var entries = new List<(string, SquashFsNode)>();
            foreach (var (name, content) in files)
            {
                entries.Add((name, File(await writer.WriteContentAsync(new MemoryStream(content), SampleTree.Token))));
            }

            return SampleTree.Folder([.. entries]);
        });

    public static SquashFsFile File(SquashFsContent content) => SampleTree.Text(string.Empty) with { Content = content };
}
