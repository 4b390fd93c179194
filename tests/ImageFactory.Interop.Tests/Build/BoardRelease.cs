using System.Text;
using ImageFactory.Assets.Overlays;
using ImageFactory.Oci.Layout;
using ImageFactory.Testing;

namespace ImageFactory.Interop.Tests.Build;

/// <summary>The sample release with an overlay image of every official board, whose firmware is as long as that of real ones.</summary>
public sealed class BoardRelease : IAsyncLifetime
{
    public const string Version = "v1.13.0";

    private const int FirmwareLength = 900_001;

    private readonly TemporaryDirectory _directory = new();

    /// <summary>The directory of the image layout.</summary>
    public string Source => _directory.Combine("source");

    /// <summary>The store that all builds share.</summary>
    public string Data => _directory.Combine("data");

    /// <summary>The content of an artifact.</summary>
    public static byte[] ContentOf(string path)
    {
        var line = Encoding.ASCII.GetBytes($"This stands in for {path}.\n");
        return path.EndsWith(".bin", StringComparison.Ordinal)
            ? [.. Enumerable.Range(0, FirmwareLength).Select(index => line[index % line.Length])]
            : line;
    }

    public async ValueTask InitializeAsync()
    {
        LinkSample();
        var layout = await LayoutWriter.OpenAsync(Source, CancellationToken.None);
        var digest = await MiniImage.PutAsync(
            layout,
            "siderolabs/sbc-all:v1.0.0",
            Artifacts().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(path => MiniImage.File("artifacts/" + path, ContentOf(path))),
            CancellationToken.None);
        var catalogue = string.Concat(OverlayTable.All.Select(board =>
            $"  - name: {board.Name}\n    image: ghcr.io/siderolabs/sbc-all:v1.0.0\n    digest: {digest}\n"));
        await MiniImage.PutAsync(
            layout, $"siderolabs/overlays:{Version}", [MiniImage.File("overlays.yaml", "overlays:\n" + catalogue)], CancellationToken.None);
        await layout.FinishAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    // A directory holds a file of its own.
    private static IEnumerable<string> Artifacts() => OverlayTable.All
        .SelectMany(board => board.Firmware.SelectMany(firmware => firmware.Sources).Concat(board.Files.SelectMany(file => file.Sources)))
        .Select(path => path.EndsWith('/') ? path + "overlays/file.dtbo" : path);

    // The sample itself is not written to.
    private void LinkSample()
    {
        var sample = SampleRelease.Require();
        var blobs = Directory.CreateDirectory(Path.Combine(Source, "blobs", "sha256")).FullName;
        foreach (var file in new[] { "index.json", "oci-layout" })
        {
            File.Copy(Path.Combine(sample, file), Path.Combine(Source, file));
        }

        foreach (var blob in Directory.EnumerateFiles(Path.Combine(sample, "blobs", "sha256")))
        {
            File.CreateSymbolicLink(Path.Combine(blobs, Path.GetFileName(blob)), Path.GetFullPath(blob));
        }
    }
}
