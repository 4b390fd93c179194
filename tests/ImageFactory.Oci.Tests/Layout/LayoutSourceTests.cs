using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Documents;
using ImageFactory.Oci.Layout;
using ImageFactory.Oci.Tests.Content;

namespace ImageFactory.Oci.Tests.Layout;

public sealed class LayoutSourceTests : ContentSourceContract
{
    private protected override Task<IContentSource> OpenAsync(string layout) => Task.FromResult<IContentSource>(new LayoutSource(layout));

    [Fact]
    public async Task A_new_tag_is_noticed()
    {
        var name = Reference.Parse("siderolabs/imager:v1.14.0");
        Assert.Null(await Source.ResolveAsync(name, Token));

        var layout = await LayoutWriter.OpenAsync(Layout, Token);
        layout.Tag(name, await SampleLayout.PutImageAsync(layout, "amd64", Token));
        await layout.FinishAsync(Token);

        Assert.NotNull(await Source.ResolveAsync(name, Token));
        Assert.Equal(["v1.13.0", "v1.14.0", "v1.9.0"], await Source.ListTagsAsync(SampleLayout.Imager, Token));
    }

    [Fact]
    public async Task A_layer_is_no_manifest()
    {
        var image = await Images.FindAsync(Source, SampleLayout.ImagerTag, "amd64", Token);

        var found = await Source.ResolveAsync(Reference.ToDigest(SampleLayout.Imager, image!.Manifest.Layers[0].Digest), Token);

        Assert.Null(found);
    }

    [Fact]
    public async Task A_manifest_without_a_media_type_is_known_by_its_members()
    {
        var layout = await LayoutWriter.OpenAsync(Layout, Token);
        var empty = await layout.PutBytesAsync("{}"u8.ToArray(), MediaTypes.ImageConfig, Token);
        var manifest = await layout.PutBytesAsync(new Manifest { Config = empty, Layers = [] }.ToBytes(), MediaTypes.ImageManifest, Token);
        var index = await layout.PutBytesAsync(new ImageIndex { Manifests = [manifest] }.ToBytes(), MediaTypes.ImageIndex, Token);
        await layout.FinishAsync(Token);

        var found = await Task.WhenAll(new[] { manifest, index }.Select(
            descriptor => Source.ResolveAsync(Reference.ToDigest(SampleLayout.Imager, descriptor.Digest), Token)));

        Assert.Equal(new[] { manifest, index }, found);
    }

    [Fact]
    public async Task A_damaged_blob_fails_at_its_end()
    {
        var image = await Images.FindAsync(Source, SampleLayout.ImagerTag, "amd64", Token);
        var layer = image!.Manifest.Layers[0];
        await File.WriteAllBytesAsync(PathOf(layer.Digest), new byte[layer.Size], Token);

        await using var stream = await Source.OpenBlobAsync(SampleLayout.Imager, layer, Token);

        await Assert.ThrowsAsync<InvalidDataException>(() => stream.CopyToAsync(Stream.Null, Token));
    }

    [Fact]
    public async Task A_blob_of_another_size_is_bad_data_at_once()
    {
        var image = await Images.FindAsync(Source, SampleLayout.ImagerTag, "amd64", Token);
        var layer = image!.Manifest.Layers[0];
        await File.AppendAllTextAsync(PathOf(layer.Digest), "more", Token);

        await Assert.ThrowsAsync<InvalidDataException>(() => Source.OpenBlobAsync(SampleLayout.Imager, layer, Token));
    }

    [Fact]
    public async Task A_damaged_manifest_is_bad_data()
    {
        var descriptor = await Source.ResolveAsync(SampleLayout.ImagerTag, Token);
        await File.WriteAllBytesAsync(PathOf(descriptor!.Digest), new byte[descriptor.Size], Token);

        await Assert.ThrowsAsync<InvalidDataException>(() => Source.FetchManifestAsync(SampleLayout.Imager, descriptor, Token));
    }

    [Fact]
    public async Task A_missing_directory_is_the_sources_fault()
    {
        var source = new LayoutSource(Path.Combine(Layout, "nothing"));

        var exception = await Assert.ThrowsAsync<RegistryException>(() => source.ResolveAsync(SampleLayout.ImagerTag, Token));

        Assert.Equal("resolve the manifest", exception.Method);
        Assert.Equal(SampleLayout.ImagerTag.ToString(), exception.Reference);
        Assert.IsAssignableFrom<IOException>(exception.InnerException);
    }

    [Fact]
    public async Task A_damaged_index_is_bad_data()
    {
        await File.WriteAllTextAsync(Path.Combine(Layout, "index.json"), "{", Token);

        await Assert.ThrowsAsync<InvalidDataException>(() => Source.ListTagsAsync(SampleLayout.Imager, Token));
    }

    private string PathOf(Digest digest) => Path.Combine(Layout, "blobs", digest.Algorithm, digest.Hex);
}
