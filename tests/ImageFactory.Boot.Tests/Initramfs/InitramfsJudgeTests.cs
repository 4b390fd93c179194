using System.Security.Cryptography;
using ImageFactory.Boot.Initramfs;
using ImageFactory.Formats.Extents;
using ImageFactory.Testing;

namespace ImageFactory.Boot.Tests.Initramfs;

/// <summary>GNU cpio reads the archive that stands behind the release's own.</summary>
public sealed class InitramfsJudgeTests : IDisposable
{
    private const int OwnLength = 1001;

    private readonly TemporaryDirectory _directory = new();
    private readonly MemoryBlobs _blobs = new();

    [Fact]
    public async Task Cpio_lists_the_layers_and_the_document_by_name()
    {
        var archive = await WriteArchiveAsync(layers: 11);

        var listing = await Tool.RunAsync("cpio", "-t", "--quiet", "-F", archive);

        Assert.Equal("0.sqsh\n1.sqsh\n10.sqsh\n2.sqsh\n3.sqsh\n4.sqsh\n5.sqsh\n6.sqsh\n7.sqsh\n8.sqsh\n9.sqsh\nextensions.yaml\n", listing);
    }

    [Fact]
    public async Task Cpio_extracts_what_went_in()
    {
        var archive = await WriteArchiveAsync(layers: 2);

        await Tool.RunAsync("cpio", "-i", "--quiet", "-D", _directory.Path, "-F", archive);

        Assert.Equal(Image(0), await ReadAsync("0.sqsh"));
        Assert.Equal(Image(1), await ReadAsync("1.sqsh"));
        Assert.Equal(ExtensionsDocument.Write(Layers(2)), await ReadAsync("extensions.yaml"));
    }

    public void Dispose() => _directory.Dispose();

    private static byte[] Image(int index) => [.. Enumerable.Range(0, 3000).SelectMany(block => SHA256.HashData([(byte)index, (byte)block, (byte)(block >> 8)]))];

    private IReadOnlyList<ExtensionLayer> Layers(int count)
    {
        var metadata = SchematicExtension.Create(new string('0', 64), "https://factory.example", "customization: {}\n").Metadata;
        return ExtensionLayer.Stack(Enumerable.Range(0, count).Select(index => (metadata, _blobs.Add(Image(index)))));
    }

    private async Task<string> WriteArchiveAsync(int layers)
    {
        var options = new InitramfsOptions { Base = _blobs.Add(new byte[OwnLength]), Layers = Layers(layers), ModificationTime = 1559424892 };
        var map = InitramfsImage.Map(options);
        var path = _directory.Combine("archive.cpio");
        await using var output = File.Create(path);
        await using var archive = new ExtentStream(map.Slice(OwnLength + 3, map.Length - OwnLength - 3), _blobs);
        await archive.CopyToAsync(output, TestContext.Current.CancellationToken);
        return path;
    }

    private Task<byte[]> ReadAsync(string name) => File.ReadAllBytesAsync(_directory.Combine(name), TestContext.Current.CancellationToken);
}
