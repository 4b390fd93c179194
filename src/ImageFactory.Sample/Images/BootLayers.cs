using ImageFactory.Oci.Layout;
using ImageFactory.Sample.Files;
using ImageFactory.Sample.Kernel;
using ImageFactory.Sample.Table;

namespace ImageFactory.Sample.Images;

/// <summary>The layers with what boots, below <c>usr/install/ARCHITECTURE</c>: one for each thing, so that releases share them.</summary>
internal sealed class BootLayers(SampleSources sources, ImagePublisher publisher)
{
    private readonly InitramfsAssembler _initramfs = new(sources);
    private readonly Dictionary<string, Layer> _made = new(StringComparer.Ordinal);

    /// <summary>The kernel.</summary>
    public Task<Layer> KernelAsync(string architecture, CancellationToken cancellationToken) => OnceAsync(
        $"kernel {architecture}",
        () => Task.FromResult(new FileTree().Add($"{Install(architecture)}/vmlinuz", sources.Kernels[architecture].Image)),
        cancellationToken);

    /// <summary>systemd-stub and systemd-boot.</summary>
    public Task<Layer> EfiAsync(string architecture, CancellationToken cancellationToken) => OnceAsync(
        $"efi {architecture}",
        async () =>
        {
            var suffix = sources.Table.Architectures[architecture].Efi;
            return new FileTree()
                .Add($"{Install(architecture)}/systemd-stub.efi", await EfiFileAsync(architecture, $"linux{suffix}.efi.stub", cancellationToken))
                .Add($"{Install(architecture)}/systemd-boot.efi", await EfiFileAsync(architecture, $"systemd-boot{suffix}.efi", cancellationToken));
        },
        cancellationToken);

    /// <summary>The base initramfs of a release; it is named after xz whatever compresses it.</summary>
    public Task<Layer> InitramfsAsync(ReleaseRow release, string architecture, CancellationToken cancellationToken) => OnceAsync(
        $"initramfs {architecture} {release.Layout} {release.Rootfs} {release.Compression}",
        async () =>
        {
            var initramfs = await _initramfs.AssembleAsync(release, architecture, cancellationToken);
            return new FileTree().Add($"{Install(architecture)}/initramfs.xz", new TreeFile(initramfs, FileModes.File));
        },
        cancellationToken);

    private static string Install(string architecture) => $"usr/install/{architecture}";

    private Task<TreeNode> EfiFileAsync(string architecture, string name, CancellationToken cancellationToken) =>
        sources.Shelf.GetFileAsync("systemd-boot-efi", architecture, $"usr/lib/systemd/boot/efi/{name}", cancellationToken);

    private async Task<Layer> OnceAsync(string key, Func<Task<FileTree>> assemble, CancellationToken cancellationToken)
    {
        if (!_made.TryGetValue(key, out var layer))
        {
            layer = await publisher.PutLayerAsync(await assemble(), cancellationToken);
            _made.Add(key, layer);
        }

        return layer;
    }
}
