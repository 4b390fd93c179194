using System.Globalization;
using ImageFactory.Formats.Extents;
using ImageFactory.Sample.Files;
using ImageFactory.Sample.Table;

namespace ImageFactory.Sample.Kernel;

/// <summary>Assembles base initramfs files. Releases that agree in everything share one.</summary>
internal sealed class InitramfsAssembler(SampleSources sources)
{
    private readonly Dictionary<(string Architecture, string Layout, string Rootfs, SampleCompression Compression), ExtentMap> _made = [];

    /// <summary>The initramfs of a release.</summary>
    public async Task<ExtentMap> AssembleAsync(ReleaseRow release, string architecture, CancellationToken cancellationToken)
    {
        var key = (architecture, release.Layout, release.Rootfs, release.Compression);
        if (!_made.TryGetValue(key, out var map))
        {
            map = await AssembleNewAsync(release, architecture, cancellationToken);
            _made.Add(key, map);
        }

        return map;
    }

    private async Task<ExtentMap> AssembleNewAsync(ReleaseRow release, string architecture, CancellationToken cancellationToken)
    {
        var target = sources.TargetOf(architecture, release.Layout);
        var rootfs = await new RootfsAssembler(sources)
            .AssembleAsync(target, sources.Table.Rootfs.Variants[release.Rootfs], cancellationToken);
        var image = await new SquashFsImages(sources.Store).WriteAsync(rootfs, release.Compression, cancellationToken);

        var tree = new FileTree()
            .AddText("init", SampleData.Read("init"), FileModes.Program)
            .Add("bin/busybox", await sources.Shelf.GetFileAsync("busybox-static", architecture, "usr/bin/busybox", cancellationToken))
            .Add("rootfs.sqsh", new TreeFile(image, FileModes.File));
        var kernel = sources.Kernels[architecture];
        foreach (var (index, path) in kernel.All.Closure(sources.Table.InitramfsModules[architecture]).Index())
        {
            // In the order of their names /init loads them.
            var name = string.Create(CultureInfo.InvariantCulture, $"modules/{index:00}-{ModuleDependencies.NameOf(path)}.ko");
            tree.Add(name, await kernel.PlainModuleAsync(path, sources.Store, cancellationToken));
        }

        return await new CpioArchives(sources.Store).WriteAsync(tree, release.Compression, cancellationToken);
    }
}
