using System.Formats.Tar;
using System.Text;
using ImageFactory.Oci.Documents;
using ImageFactory.Oci.Layout;

namespace ImageFactory.Oci.Tests.Layout;

/// <summary>A small layout: one image for two processors behind one tag, and one single image.</summary>
internal static class SampleLayout
{
    public static RepositoryName Imager { get; } = RepositoryName.Parse("siderolabs/imager");

    public static Reference ImagerTag { get; } = Reference.ToTag(Imager, "v1.13.0");

    public static Reference SingleTag { get; } = Reference.Parse("siderolabs/extensions:v1.13.0");

    public static async Task WriteAsync(string directory, CancellationToken cancellationToken)
    {
        var layout = await LayoutWriter.OpenAsync(directory, cancellationToken);
        var amd64 = await PutImageAsync(layout, "amd64", cancellationToken);
        var arm64 = await PutImageAsync(layout, "arm64", cancellationToken);
        var index = await layout.PutIndexAsync([amd64, arm64], cancellationToken);
        layout.Tag(Reference.ToTag(Imager, "v1.9.0"), index);
        layout.Tag(ImagerTag, index);
        layout.Tag(SingleTag, amd64);
        await layout.FinishAsync(cancellationToken);
    }

    public static async Task<Descriptor> PutImageAsync(LayoutWriter layout, string architecture, CancellationToken cancellationToken)
    {
        var config = new ImageConfig
        {
            Architecture = architecture,
            Os = "linux",
            Config = new RuntimeConfig { Entrypoint = ["/bin/imager"] },
            RootFs = RootFs.None,
        };
        var plain = await layout.PutLayerAsync(Tar(("etc/name", "imager")), LayerCompression.None, cancellationToken);
        var gzip = await layout.PutLayerAsync(
            Tar(($"usr/install/{architecture}/vmlinuz", new string('k', 100_000) + architecture)), LayerCompression.Gzip, cancellationToken);
        return await layout.PutImageAsync(config, [plain, gzip], cancellationToken);
    }

    public static MemoryStream Tar(params ReadOnlySpan<(string Name, string Content)> files)
    {
        var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                var isDirectory = name.EndsWith('/');
                var entry = new UstarTarEntry(isDirectory ? TarEntryType.Directory : TarEntryType.RegularFile, name)
                {
                    ModificationTime = DateTimeOffset.UnixEpoch,
                };
                if (!isDirectory)
                {
                    entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content));
                }

                tar.WriteEntry(entry);
            }
        }

        stream.Position = 0;
        return stream;
    }
}
