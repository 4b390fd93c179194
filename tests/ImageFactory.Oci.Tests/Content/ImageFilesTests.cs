using System.Text;
using ImageFactory.Formats.Compression;
using ImageFactory.Formats.Tar;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Documents;
using ImageFactory.Oci.Layout;
using ImageFactory.Oci.Tests.Layout;
using ImageFactory.Testing;

namespace ImageFactory.Oci.Tests.Content;

public sealed class ImageFilesTests : IDisposable
{
    private static readonly Reference Name = Reference.Parse("test/image:v1");

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Layout => _directory.Combine("layout");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("etc/,etc/a=1|etc/b=2", "etc/ etc/a=1 etc/b=2")]
    [InlineData("a=old|a=new", "a=new")]
    [InlineData("a=1,b=2|.wh.a=", "b=2")]
    [InlineData("d/,d/a=1,d/e/,d/e/f=2|.wh.d=", "")]
    [InlineData("d/,d/a=1|.wh.d=|d/,d/b=2", "d/ d/b=2")]
    [InlineData("d/,d/a=1|.wh.a=", "d/ d/a=1")]
    [InlineData("d/,d/a=1,d/e/,d/e/f=2,g=3|d/,d/.wh..wh..opq=,d/b=2", "d/ d/b=2 g=3")]
    [InlineData("d/,d/a=1|d/,d/b=2,d/.wh..wh..opq=", "d/ d/b=2")]
    [InlineData("d/,d/a=1|.wh.d=,d/,d/b=2", "d/ d/b=2")]
    [InlineData("d/,d/a=1|d=file", "d=file")]
    [InlineData("d=file|d/,d/a=1", "d/ d/a=1")]
    [InlineData("da=1|.wh.d=", "da=1")]
    [InlineData("a=1|.wh..wh..opq=,b=2", "b=2")]
    [InlineData("a=1|.wh..wh.plnk=", "a=1")]
    [InlineData("a=1|.wh.a=|c=3", "c=3")]
    [InlineData("a=1|a=2|.wh.a=", "")]
    [InlineData("", "")]
    public async Task Upper_layers_cover_lower_ones(string layers, string expected)
    {
        var image = await WriteAsync([.. layers.Split('|')]);

        Assert.Equal(expected, await ListAsync(image));
    }

    [Fact]
    public async Task Of_a_path_that_a_layer_has_twice_both_come_in_order()
    {
        var image = await WriteAsync(["a=1,a=2"]);

        Assert.Equal("a=1 a=2", await ListAsync(image));
    }

    [Fact]
    public async Task A_zstd_layer_is_read()
    {
        var layout = await LayoutWriter.OpenAsync(Layout, Token);
        await using var blob = layout.CreateBlob();
        var tar = SampleLayout.Tar(("a", "1"));
        await using (var zstd = new ZstdCompressStream(blob, new ZstdOptions { Level = 3 }, leaveOpen: true))
        {
            await tar.CopyToAsync(zstd, Token);
            await zstd.CompleteAsync(Token);
        }

        var layer = await blob.CompleteAsync(MediaTypes.LayerTarZstd, Token);
        var image = await FinishAsync(layout, [new Layer(layer, layer.Digest)]);

        Assert.Equal("a=1", await ListAsync(image));
    }

    [Fact]
    public async Task A_damaged_layer_is_noticed_at_its_end()
    {
        var image = await WriteAsync(["a=1,b=2"]);
        var path = Path.Combine(Layout, "blobs", "sha256", image.Manifest.Layers[0].Digest.Hex);
        var bytes = await File.ReadAllBytesAsync(path, Token);
        bytes[^1] ^= 1; // in the zeros behind the end of the archive
        await File.WriteAllBytesAsync(path, bytes, Token);

        await Assert.ThrowsAsync<InvalidDataException>(() => ListAsync(image));
    }

    [Fact]
    public async Task A_layer_that_is_no_archive_is_bad_data()
    {
        var layout = await LayoutWriter.OpenAsync(Layout, Token);
        var bundle = await layout.PutBytesAsync("{}"u8.ToArray(), "application/vnd.dev.sigstore.bundle.v0.3+json", Token);
        var image = await FinishAsync(layout, [new Layer(bundle, bundle.Digest)]);

        await Assert.ThrowsAsync<InvalidDataException>(() => ListAsync(image));
    }

    [Fact]
    public async Task A_layer_that_says_gzip_and_is_not_is_bad_data()
    {
        var layout = await LayoutWriter.OpenAsync(Layout, Token);
        var plain = await layout.PutBytesAsync(SampleLayout.Tar(("a", "1")).ToArray(), MediaTypes.LayerTarGzip, Token);
        var image = await FinishAsync(layout, [new Layer(plain, plain.Digest)]);

        await Assert.ThrowsAsync<InvalidDataException>(() => ListAsync(image));
    }

    [Fact]
    public async Task A_path_of_more_than_128_directories_is_bad_data()
    {
        var layout = await LayoutWriter.OpenAsync(Layout, Token);
        var entry = new TarEntry
        {
            Path = string.Join('/', Enumerable.Repeat("d", 129)),
            Type = TarEntryType.File,
            Mode = 0,
            ModificationTime = 0,
        };
        var tar = TarImage.Map([new TarMember(entry, Formats.Extents.ExtentMap.Empty)]);
        await using var stream = new Formats.Extents.ExtentStream(tar, new Formats.Extents.MemoryBlobs());
        var image = await FinishAsync(layout, [await layout.PutLayerAsync(stream, LayerCompression.Gzip, Token)]);

        await Assert.ThrowsAsync<InvalidDataException>(() => ListAsync(image));
    }

    [Fact]
    public async Task A_missing_layer_is_the_sources_fault()
    {
        var image = await WriteAsync(["a=1", "b=2"]);
        File.Delete(Path.Combine(Layout, "blobs", "sha256", image.Manifest.Layers[0].Digest.Hex));

        await Assert.ThrowsAsync<RegistryException>(() => ListAsync(image));
    }

    private async Task<Image> WriteAsync(IReadOnlyList<string> layers)
    {
        var layout = await LayoutWriter.OpenAsync(Layout, Token);
        var put = new List<Layer>();
        foreach (var files in layers)
        {
            var tar = SampleLayout.Tar([.. files.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Split)]);
            // Layers of both kinds, and the lowest one plain.
            put.Add(await layout.PutLayerAsync(tar, put.Count % 2 == 0 ? LayerCompression.None : LayerCompression.Gzip, Token));
        }

        return await FinishAsync(layout, put);
    }

    private async Task<Image> FinishAsync(LayoutWriter layout, IReadOnlyList<Layer> layers)
    {
        var config = new ImageConfig { Architecture = "amd64", Os = "linux", RootFs = RootFs.None };
        layout.Tag(Name, await layout.PutImageAsync(config, layers, Token));
        await layout.FinishAsync(Token);
        var image = await Images.FindAsync(new LayoutSource(Layout), Name, "amd64", Token);
        Assert.NotNull(image);
        return image;
    }

    private async Task<string> ListAsync(Image image)
    {
        var found = new List<string>();
        await foreach (var file in ImageFiles.ReadAsync(new LayoutSource(Layout), image, Token))
        {
            using var content = new MemoryStream();
            await file.Content.CopyToAsync(content, Token);
            found.Add(file.Entry.Type == TarEntryType.Directory
                ? file.Entry.Path + "/"
                : $"{file.Entry.Path}={Encoding.UTF8.GetString(content.ToArray())}");
        }

        return string.Join(' ', found.Order(StringComparer.Ordinal));
    }

    private static (string Name, string Content) Split(string file) =>
        file.Split('=') is [var name, var content] ? (name, content) : (file, string.Empty);
}
