using ImageFactory.Sample.Files;
using ImageFactory.Sample.Table;

namespace ImageFactory.Sample.Kernel;

/// <summary>Assembles the file system in the initramfs.</summary>
internal sealed class RootfsAssembler(SampleSources sources)
{
    private const string OsRelease = "NAME=\"Talos\"\nID=talos\nPRETTY_NAME=\"Talos (sample)\"\n";

    private readonly RootfsTable _table = sources.Table.Rootfs;

    /// <summary>The tree of a variant.</summary>
    public async Task<FileTree> AssembleAsync(Target target, RootfsVariant variant, CancellationToken cancellationToken)
    {
        var (kernel, layout) = (sources.Kernels[target.Architecture], target.Layout);
        var tree = new FileTree().AddText("etc/os-release", OsRelease);
        foreach (var path in _table.Directories.Append(layout.Firmware))
        {
            tree.AddDirectory(path);
        }

        await sources.Shelf.AddFilesAsync(tree, _table.Files.Concat(variant.Files), target, cancellationToken);
        await AddLoaderAsync(tree, target, cancellationToken);
        var links = layout.Links.Concat(_table.Links.Select(link => KeyValuePair.Create($"{layout.Binaries}/{link.Key}", link.Value)));
        foreach (var (path, goal) in links)
        {
            tree.Add(path, new TreeSymlink(goal));
        }

        var modules = $"{layout.Modules}/{kernel.Release}/";
        foreach (var path in variant.AllModules ? kernel.Base.All : kernel.All.Closure(_table.Modules))
        {
            tree.Add(modules + path, kernel.Module(path));
        }

        return tree.AddAll(kernel.Index, modules);
    }

    // Where programs expect it: libc6's own link, which stays true as it is relative.
    private async Task AddLoaderAsync(FileTree tree, Target target, CancellationToken cancellationToken)
    {
        var loader = target.Machine.Loader;
        var link = await sources.Shelf.GetFileAsync("libc6", target.Architecture, loader, cancellationToken);
        const string Merged = "usr/";
        tree.Add(target.Layout.Libraries.StartsWith(Merged, StringComparison.Ordinal) ? loader : loader[Merged.Length..], link);
    }
}
