using ImageFactory.Formats.Extents;
using ImageFactory.Formats.SquashFs;
using ImageFactory.Sample.Table;

namespace ImageFactory.Sample.Files;

/// <summary>Puts trees into squashfs images.</summary>
internal sealed class SquashFsImages(ScratchStore store)
{
    private const int ZstdLevel = 9;
    private const int XzPreset = 6;

    /// <summary>The map of an image of the tree.</summary>
    public async Task<ExtentMap> WriteAsync(FileTree tree, SampleCompression compression, CancellationToken cancellationToken)
    {
        var isZstd = compression == SampleCompression.Zstd;
        var options = new SquashFsOptions
        {
            Compressor = isZstd ? SquashFsCompressor.Zstd : SquashFsCompressor.Xz,
            Level = isZstd ? ZstdLevel : XzPreset,
            ModificationTime = (uint)SampleTime.Seconds,
            Threads = Environment.ProcessorCount,
        };
        SquashFsImage? image = null;
        var body = await store.WriteAsync(async output =>
            image = await SquashFsWriter.WriteAsync(new SquashFsTree(DirectoryOf(tree)), options, store, output, cancellationToken));
        return image!.Map(body.Digest); // written just before
    }

    private static SquashFsDirectory DirectoryOf(FileTree tree)
    {
        var children = tree.Nodes.ToLookup(node => ParentOf(node.Key), StringComparer.Ordinal);
        return DirectoryOf(string.Empty, children);
    }

    private static SquashFsDirectory DirectoryOf(string path, ILookup<string, KeyValuePair<string, TreeNode>> children) => new()
    {
        Mode = FileModes.Directory,
        Uid = 0,
        Gid = 0,
        ModificationTime = (uint)SampleTime.Seconds,
        Entries = children[path].ToDictionary(
            child => child.Key[(child.Key.LastIndexOf('/') + 1)..], child => NodeOf(child.Key, child.Value, children), StringComparer.Ordinal),
    };

    private static SquashFsNode NodeOf(string path, TreeNode node, ILookup<string, KeyValuePair<string, TreeNode>> children) => node switch
    {
        TreeFile file => new SquashFsFile
        {
            Mode = file.Mode,
            Uid = 0,
            Gid = 0,
            ModificationTime = (uint)SampleTime.Seconds,
            Content = SquashFsContent.Of(file.Content),
        },
        TreeSymlink link => new SquashFsSymlink
        {
            Mode = link.Mode,
            Uid = 0,
            Gid = 0,
            ModificationTime = (uint)SampleTime.Seconds,
            Target = link.Target,
        },
        _ => DirectoryOf(path, children),
    };

    private static string ParentOf(string path) => path[..Math.Max(path.LastIndexOf('/'), 0)];
}
