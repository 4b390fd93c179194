using ImageFactory.Formats.Compression;
using ImageFactory.Formats.Cpio;
using ImageFactory.Formats.Extents;
using ImageFactory.Sample.Table;

namespace ImageFactory.Sample.Files;

/// <summary>Puts trees into compressed cpio archives, as the kernel unpacks them.</summary>
internal sealed class CpioArchives(ScratchStore store)
{
    private const int ZstdLevel = 9;
    private const int XzPreset = 6;

    /// <summary>The map of an archive of the tree, in one zstd frame or xz stream.</summary>
    public async Task<ExtentMap> WriteAsync(FileTree tree, SampleCompression compression, CancellationToken cancellationToken)
    {
        var archive = CpioImage.Map(CpioLayout.Create(CpioTree.Sorted(tree.Nodes.Select(node => EntryOf(node.Key, node.Value)))));
        var blob = await store.WriteAsync(async output =>
        {
            await using var compress = Compress(output, compression);
            await using var content = store.Open(archive);
            await content.CopyToAsync(compress, cancellationToken);
            await compress.CompleteAsync(cancellationToken);
        });
        return blob.Map;
    }

    private static CpioEntry EntryOf(string path, TreeNode node) => node switch
    {
        TreeFile file => CpioEntry.File(path, file.Mode, SampleTime.Seconds, file.Content),
        TreeSymlink link => CpioEntry.SymbolicLink(path, link.Target, SampleTime.Seconds),
        _ => CpioEntry.Directory(path, node.Mode, SampleTime.Seconds),
    };

    private static CompressStream Compress(Stream output, SampleCompression compression) => compression == SampleCompression.Zstd
        ? new ZstdCompressStream(output, new ZstdOptions { Level = ZstdLevel, Threads = Environment.ProcessorCount }, leaveOpen: true)
        : new XzCompressStream(output, new XzOptions { Preset = XzPreset, Threads = Environment.ProcessorCount }, leaveOpen: true);
}
