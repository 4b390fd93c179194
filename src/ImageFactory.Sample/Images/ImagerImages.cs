using ImageFactory.Oci.Documents;
using ImageFactory.Oci.Layout;
using ImageFactory.Sample.Files;
using ImageFactory.Sample.Table;

namespace ImageFactory.Sample.Images;

/// <summary><c>siderolabs/imager</c>: what boots, for all processors in each image, and GRUB's modules.</summary>
internal sealed class ImagerImages(SampleSources sources, ImagePublisher publisher, BootLayers boot)
{
    private const string GrubDirectory = "usr/lib/grub/";

    private Layer? _tools;

    /// <summary>Publishes the image of a release.</summary>
    public async Task PublishAsync(ReleaseRow release, CancellationToken cancellationToken)
    {
        _tools ??= await publisher.PutLayerAsync(await AssembleToolsAsync(cancellationToken), cancellationToken);
        var layers = new List<Layer> { _tools };
        foreach (var architecture in sources.Architectures)
        {
            layers.Add(await boot.KernelAsync(architecture, cancellationToken));
            if (release.SystemdBoot)
            {
                layers.Add(await boot.EfiAsync(architecture, cancellationToken));
            }

            layers.Add(await boot.InitramfsAsync(release, architecture, cancellationToken));
        }

        var config = new RuntimeConfig
        {
            Env = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", $"VERSION={release.Version}"],
            Entrypoint = ["/bin/imager"],
            Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["alpha.talos.dev/version"] = release.Version },
        };
        var images = sources.Architectures.ToDictionary(name => name, _ => (IReadOnlyList<Layer>)layers, StringComparer.Ordinal);
        await publisher.PublishAsync($"siderolabs/imager:{release.Version}", config, images, cancellationToken);
    }

    private async Task<FileTree> AssembleToolsAsync(CancellationToken cancellationToken)
    {
        var tree = new FileTree().AddText("etc/modules.d/10-extra-modules.conf", "search extras built-in\n");
        foreach (var (architecture, machine) in sources.Table.Architectures)
        {
            foreach (var package in machine.GrubPackages)
            {
                var files = await sources.Shelf.UnpackAsync(package, architecture, cancellationToken);
                foreach (var (path, node) in files.Nodes.Where(node => node.Key.StartsWith(GrubDirectory, StringComparison.Ordinal)))
                {
                    tree.Add(path, node);
                }
            }
        }

        return tree;
    }
}
