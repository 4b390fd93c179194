using System.IO.Compression;
using System.Text;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Documents;
using ImageFactory.Oci.Layout;
using ImageFactory.Testing;

namespace ImageFactory.Oci.Tests.Layout;

public sealed class LayoutWriterTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_same_content_gives_the_same_files()
    {
        await SampleLayout.WriteAsync(_directory.Combine("one"), Token);
        await SampleLayout.WriteAsync(_directory.Combine("two"), Token);

        Assert.Equal(ReadAll("one"), ReadAll("two"));
    }

    [Fact]
    public async Task The_order_of_tags_does_not_matter()
    {
        foreach (var (name, tags) in new (string, string[])[] { ("one", ["v1", "v2", "v10"]), ("two", ["v10", "v2", "v1"]) })
        {
            var layout = await LayoutWriter.OpenAsync(_directory.Combine(name), Token);
            foreach (var tag in tags)
            {
                layout.Tag(Reference.ToTag(SampleLayout.Imager, tag), await layout.PutIndexAsync([], Token));
            }

            await layout.FinishAsync(Token);
        }

        Assert.Equal(ReadAll("one"), ReadAll("two"));
    }

    [Fact]
    public async Task Only_the_files_of_a_layout_remain()
    {
        await SampleLayout.WriteAsync(_directory.Path, Token);

        var names = Directory.GetFileSystemEntries(_directory.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal);

        Assert.Equal("blobs index.json oci-layout", string.Join(' ', names));
        Assert.Equal("""{"imageLayoutVersion":"1.0.0"}""", await File.ReadAllTextAsync(_directory.Combine("oci-layout"), Token));
    }

    [Fact]
    public async Task A_blob_that_is_not_completed_leaves_nothing()
    {
        var layout = await LayoutWriter.OpenAsync(_directory.Path, Token);
        await using (var blob = layout.CreateBlob())
        {
            await blob.WriteAsync("half"u8.ToArray(), Token);
        }

        await layout.FinishAsync(Token);

        Assert.Equal("index.json oci-layout", string.Join(' ', ReadAll(".").Select(file => file.Name)));
    }

    [Fact]
    public async Task What_a_stopped_writer_left_is_removed()
    {
        _ = await LayoutWriter.OpenAsync(_directory.Path, Token);
        await File.WriteAllTextAsync(_directory.Combine(".unfinished", "1"), "half", Token);

        var layout = await LayoutWriter.OpenAsync(_directory.Path, Token);
        await layout.FinishAsync(Token);

        Assert.Equal("index.json oci-layout", string.Join(' ', ReadAll(".").Select(file => file.Name)));
    }

    [Fact]
    public async Task A_layout_that_is_opened_again_keeps_its_entries()
    {
        await SampleLayout.WriteAsync(_directory.Path, Token);
        var before = ReadAll(".");

        var layout = await LayoutWriter.OpenAsync(_directory.Path, Token);
        await layout.FinishAsync(Token);

        Assert.Equal(before, ReadAll("."));
    }

    [Fact]
    public async Task A_layer_may_be_an_extent_map()
    {
        var blobs = new MemoryBlobs();
        var tar = SampleLayout.Tar(("a", "content")).ToArray();
        var map = ExtentMap.Concat(ExtentMap.OfBytes(tar.AsMemory(0, 100)), blobs.Add(tar.AsMemory(100)));
        var layout = await LayoutWriter.OpenAsync(_directory.Path, Token);
        await using var stream = new ExtentStream(map, blobs);

        var layer = await layout.PutLayerAsync(stream, LayerCompression.None, Token);

        Assert.Equal(layer.DiffId, layer.Descriptor.Digest);
        Assert.Equal(Digest.OfBytes(tar), layer.DiffId);
    }

    [Fact]
    public async Task A_compressed_layer_has_the_diff_id_of_its_archive()
    {
        var tar = SampleLayout.Tar(("a", new string('a', 300_000)));
        var layout = await LayoutWriter.OpenAsync(_directory.Path, Token);

        var layer = await layout.PutLayerAsync(tar, LayerCompression.Gzip, Token);

        Assert.Equal(MediaTypes.LayerTarGzip, layer.Descriptor.MediaType);
        Assert.Equal(Digest.OfBytes(tar.ToArray()), layer.DiffId);
        Assert.Equal(tar.ToArray(), await UnzipAsync(layer.Descriptor));
    }

    [Fact]
    public async Task Several_threads_may_put_the_same_blob()
    {
        var layout = await LayoutWriter.OpenAsync(_directory.Path, Token);
        var content = Encoding.UTF8.GetBytes(new string('x', 500_000));

        var descriptors = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            _ => Task.Run(() => layout.PutBlobAsync(new MemoryStream(content), MediaTypes.LayerTar, Token), Token)));
        await layout.FinishAsync(Token);

        Assert.Single(descriptors.Distinct());
    }

    [Fact]
    public async Task A_name_without_a_tag_is_our_bug()
    {
        var layout = await LayoutWriter.OpenAsync(_directory.Path, Token);
        var index = await layout.PutIndexAsync([], Token);

        Assert.Throws<ArgumentException>(() => layout.Tag(Reference.ToDigest(SampleLayout.Imager, index.Digest), index));
        Assert.Throws<ArgumentException>(() => layout.Tag(Reference.Parse("ghcr.io/a:v1"), index));
    }

    private async Task<byte[]> UnzipAsync(Descriptor descriptor)
    {
        await using var file = File.OpenRead(_directory.Combine("blobs", "sha256", descriptor.Digest.Hex));
        await using var gzip = new GZipStream(file, CompressionMode.Decompress);
        var content = new MemoryStream();
        await gzip.CopyToAsync(content, Token);
        return content.ToArray();
    }

    private List<(string Name, string Digest)> ReadAll(string name)
    {
        var root = _directory.Combine(name);
        return
        [
            .. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(path => (Path.GetRelativePath(root, path), Digest.OfBytes(File.ReadAllBytes(path)).ToString())),
        ];
    }
}
