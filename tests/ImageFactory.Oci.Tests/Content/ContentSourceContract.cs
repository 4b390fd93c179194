using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Documents;
using ImageFactory.Oci.Tests.Layout;
using ImageFactory.Testing;

namespace ImageFactory.Oci.Tests.Content;

/// <summary>What holds for every source of images.</summary>
public abstract class ContentSourceContract : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected string Layout => _directory.Combine("layout");

    private protected IContentSource Source { get; private set; } = null!; // set before each test

    public async ValueTask InitializeAsync()
    {
        await SampleLayout.WriteAsync(Layout, Token);
        Source = await OpenAsync(Layout);
    }

    public virtual ValueTask DisposeAsync()
    {
        _directory.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_tag_and_its_digest_resolve_to_the_same()
    {
        var byTag = await ResolveAsync(SampleLayout.ImagerTag);
        var byDigest = await ResolveAsync(Reference.ToDigest(SampleLayout.Imager, byTag.Digest));

        Assert.Equal(MediaTypes.ImageIndex, byTag.MediaType);
        Assert.Equal(byTag, byDigest);
    }

    [Fact]
    public async Task The_host_of_a_reference_is_not_looked_at()
    {
        var mirrored = Reference.Parse("ghcr.io/" + SampleLayout.ImagerTag);

        Assert.Equal(await ResolveAsync(SampleLayout.ImagerTag), await ResolveAsync(mirrored));
    }

    [Fact]
    public async Task The_digest_of_a_manifest_inside_an_index_resolves()
    {
        var index = await FetchIndexAsync();
        var inside = index.Manifests[1];

        var found = await ResolveAsync(Reference.ToDigest(SampleLayout.Imager, inside.Digest));

        Assert.Equal((MediaTypes.ImageManifest, inside.Digest, inside.Size), (found.MediaType, found.Digest, found.Size));
    }

    [Theory]
    [InlineData("siderolabs/imager:v0.0.1")]
    [InlineData("siderolabs/nothing:v1.13.0")]
    [InlineData("siderolabs/imager@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    public async Task What_is_unknown_resolves_to_nothing(string reference) =>
        Assert.Null(await Source.ResolveAsync(Reference.Parse(reference), Token));

    [Fact]
    public async Task Tags_are_listed_sorted_by_their_bytes() =>
        Assert.Equal(["v1.13.0", "v1.9.0"], await Source.ListTagsAsync(SampleLayout.Imager, Token));

    [Fact]
    public async Task An_unknown_repository_has_no_tags() =>
        Assert.Empty(await Source.ListTagsAsync(RepositoryName.Parse("siderolabs/nothing"), Token));

    [Fact]
    public async Task A_manifest_is_fetched_byte_for_byte()
    {
        var descriptor = await ResolveAsync(SampleLayout.SingleTag);

        var bytes = await Source.FetchManifestAsync(SampleLayout.SingleTag.Repository, descriptor, Token);

        Assert.Equal(descriptor.Digest, Digest.OfBytes(bytes.Span));
    }

    [Fact]
    public async Task A_blob_is_streamed_byte_for_byte()
    {
        var image = await FindAsync("arm64");
        var layer = image.Manifest.Layers[1];
        var copy = new MemoryStream();

        await using (var stream = await Source.OpenBlobAsync(image.Repository, layer, Token))
        {
            await stream.CopyToAsync(copy, Token);
        }

        Assert.Equal(layer.Digest, Digest.OfBytes(copy.ToArray()));
    }

    [Fact]
    public async Task A_missing_blob_is_the_sources_fault()
    {
        var missing = new Descriptor { MediaType = MediaTypes.LayerTar, Digest = Digest.OfBytes("?"u8), Size = 1 };

        var exception = await Assert.ThrowsAsync<RegistryException>(() => Source.OpenBlobAsync(SampleLayout.Imager, missing, Token));

        Assert.Equal($"{SampleLayout.Imager}@{missing.Digest}", exception.Reference);
        Assert.NotNull(exception.InnerException);
    }

    [Fact]
    public async Task A_missing_manifest_is_the_sources_fault()
    {
        var missing = new Descriptor { MediaType = MediaTypes.ImageManifest, Digest = Digest.OfBytes("?"u8), Size = 1 };

        await Assert.ThrowsAsync<RegistryException>(() => Source.FetchManifestAsync(SampleLayout.Imager, missing, Token));
    }

    [Fact]
    public async Task A_manifest_of_another_size_than_described_is_bad_data()
    {
        var descriptor = await ResolveAsync(SampleLayout.SingleTag);

        await Assert.ThrowsAsync<InvalidDataException>(() => Source.FetchManifestAsync(
            SampleLayout.SingleTag.Repository, descriptor with { Size = descriptor.Size + 1 }, Token));
    }

    [Fact]
    public async Task A_manifest_of_more_than_4_MiB_is_not_read()
    {
        var descriptor = await ResolveAsync(SampleLayout.SingleTag);

        await Assert.ThrowsAsync<InvalidDataException>(() => Source.FetchManifestAsync(
            SampleLayout.SingleTag.Repository, descriptor with { Size = DocumentJson.LongestDocument + 1 }, Token));
    }

    [Theory]
    [InlineData("amd64")]
    [InlineData("arm64")]
    public async Task The_image_for_a_processor_is_found(string architecture)
    {
        var image = await FindAsync(architecture);

        var config = await image.ReadConfigAsync(Source, Token);

        Assert.Equal((architecture, "linux", 2), (config.Architecture, config.Os, config.RootFs.DiffIds.Count));
    }

    private protected abstract Task<IContentSource> OpenAsync(string layout);

    private async Task<Descriptor> ResolveAsync(Reference reference)
    {
        var descriptor = await Source.ResolveAsync(reference, Token);
        Assert.NotNull(descriptor);
        return descriptor;
    }

    private async Task<ImageIndex> FetchIndexAsync()
    {
        var descriptor = await ResolveAsync(SampleLayout.ImagerTag);
        return ImageIndex.Read((await Source.FetchManifestAsync(SampleLayout.Imager, descriptor, Token)).Span);
    }

    private async Task<Image> FindAsync(string architecture)
    {
        var image = await Images.FindAsync(Source, SampleLayout.ImagerTag, architecture, Token);
        Assert.NotNull(image);
        return image;
    }
}
