using ImageFactory.Oci.Layout;
using ImageFactory.Sample.Files;
using ImageFactory.Sample.Table;

namespace ImageFactory.Sample.Images;

/// <summary>The images of overlays: <c>artifacts/</c>, <c>installers/NAME</c> and <c>profiles/NAME.yaml</c>, in small.</summary>
internal sealed class OverlayImages(SampleSources sources, ImagePublisher publisher)
{
    private const int FirmwareLength = 640 * 1024;

    private const string Profile =
        """
        arch: arm64
        platform: metal
        secureboot: false
        output:
          kind: image
          imageOptions:
            diskSize: 1306525696
            diskFormat: raw
            bootloader: grub
          outFormat: .xz

        """;

    /// <summary>Publishes all of them.</summary>
    public async Task<IReadOnlyList<PublishedOverlay>> PublishAsync(CancellationToken cancellationToken)
    {
        var overlays = new List<PublishedOverlay>();
        foreach (var row in sources.Table.Overlays)
        {
            var layer = await publisher.PutLayerAsync(Assemble(row), cancellationToken);
            var tagged = $"{row.Image}:{row.Version}";
            var images = sources.Architectures.ToDictionary(name => name, _ => (IReadOnlyList<Layer>)[layer], StringComparer.Ordinal);
            var digest = await publisher.PublishAsync(tagged, config: null, images, cancellationToken);
            overlays.AddRange(row.Boards.Select(board => new PublishedOverlay(board.Name, tagged, digest)));
        }

        return overlays;
    }

    private static FileTree Assemble(OverlayRow row)
    {
        var tree = new FileTree();
        foreach (var path in row.Artifacts)
        {
            tree.AddText($"artifacts/{path}", StandIn(path));
        }

        foreach (var board in row.Boards)
        {
            tree.AddText($"installers/{board.Name}", Installer(board), FileModes.Program).AddText($"profiles/{board.Name}.yaml", Profile);
        }

        return tree;
    }

    // Firmware is longer than the usual place of the partition table's entries, as in real images.
    private static string StandIn(string path)
    {
        var line = $"This stands in for {path}.\n";
        return path.EndsWith(".bin", StringComparison.Ordinal) ? string.Concat(Enumerable.Repeat(line, FirmwareLength / line.Length)) : line;
    }

    // The protocol of boot-formats, "Overlays": options and what to install come by standard input.
    private static string Installer(BoardRow board) =>
        $"""
        #!/bin/sh
        cat > /dev/null
        case $1 in
          install) ;;
          get-options) cat <<OPTIONS ;;
        name: {board.Name}
        kernelArgs:
        {string.Join('\n', board.KernelArgs.Select(argument => "  - " + argument))}
        partitionOptions:
          offset: {board.Offset}
        OPTIONS
          *) exit 2 ;;
        esac

        """;
}
