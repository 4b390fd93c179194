using ImageFactory.Oci.Documents;
using ImageFactory.Oci.Layout;
using ImageFactory.Sample.Files;
using ImageFactory.Sample.Table;

namespace ImageFactory.Sample.Images;

/// <summary>
/// <c>siderolabs/installer-base</c>, one layer of tools; before v1.10 <c>siderolabs/installer</c>, whose second layer has what
/// boots, and before v1.5 a third (factory-api, "Installer profile").
/// </summary>
internal sealed class InstallerImages(SampleSources sources, ImagePublisher publisher, BootLayers boot)
{
    private const string BaseName = "installer-base";

    private readonly Dictionary<(string Architecture, bool IsBase), Layer> _tools = [];

    /// <summary>Publishes the image of a release.</summary>
    public async Task PublishAsync(ReleaseRow release, CancellationToken cancellationToken)
    {
        var isBase = string.Equals(release.Installer, BaseName, StringComparison.Ordinal);
        var images = new Dictionary<string, IReadOnlyList<Layer>>(StringComparer.Ordinal);
        foreach (var architecture in sources.Architectures)
        {
            var layers = new List<Layer> { await ToolsAsync(architecture, isBase, cancellationToken) };
            if (!isBase)
            {
                layers.Add(await boot.KernelAsync(architecture, cancellationToken));
            }

            if (!isBase && !release.SystemdBoot)
            {
                layers.Add(await boot.InitramfsAsync(release, architecture, cancellationToken));
            }

            images[architecture] = layers;
        }

        var config = new RuntimeConfig { Env = [$"VERSION={release.Version}"], Entrypoint = ["/bin/installer"] };
        await publisher.PublishAsync($"siderolabs/{release.Installer}:{release.Version}", config, images, cancellationToken);
    }

    private async Task<Layer> ToolsAsync(string architecture, bool isBase, CancellationToken cancellationToken)
    {
        if (!_tools.TryGetValue((architecture, isBase), out var layer))
        {
            layer = await publisher.PutLayerAsync(await AssembleToolsAsync(architecture, isBase, cancellationToken), cancellationToken);
            _tools.Add((architecture, isBase), layer);
        }

        return layer;
    }

    private async Task<FileTree> AssembleToolsAsync(string architecture, bool isBase, CancellationToken cancellationToken)
    {
        var tree = new FileTree()
            .Add("bin/busybox", await sources.Shelf.GetFileAsync("busybox-static", architecture, "usr/bin/busybox", cancellationToken))
            .AddText(isBase ? "usr/bin/installer" : "bin/installer", SampleData.Read("installer"), FileModes.Program);
        return isBase ? tree.Add("bin/installer", new TreeSymlink("../usr/bin/installer")) : tree;
    }
}
