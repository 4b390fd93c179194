using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Store;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Documents;
using ImageFactory.Oci.Layout;
using ImageFactory.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageFactory.Assets.Tests.Artifacts;

/// <summary>What refers to an image of the source, as the source itself says.</summary>
public sealed class SourceImagesTests : IAsyncLifetime
{
    private static readonly RepositoryName Repository = RepositoryName.Parse("siderolabs/imager");
    private static readonly Digest Image = Digest.OfBytes("image"u8);

    private readonly TemporaryDirectory _directory = new();
    private readonly MemoryObjectStore _store = new();
    private readonly ManualTime _time = new();
    private readonly SwitchedSource _source;
    private readonly ReleaseSource _releases;
    private readonly SourceImages _images;

    public SourceImagesTests()
    {
        _source = new SwitchedSource(new LayoutSource(_directory.Path));
        var options = new ReleaseOptions { Refresh = new RefreshOptions { Time = _time } };
        _releases = new ReleaseSource(new ExtensionSources(_source), _store, options, NullLogger<ReleaseSource>.Instance);
        _images = new SourceImages(
            _releases, _source, _store, new BlobStore(new BoundedObjectStore(_store, budget: null, TimeProvider.System)), options, NullLogger<SourceImages>.Instance);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _images.DisposeAsync();
        await _releases.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task The_list_of_the_source_counts()
    {
        await PutAsync(isTagged: true);
        var listed = await PutAsync(isTagged: false);
        _source.Referrers = [listed];

        Assert.Equal(listed.Digest, Assert.Single(await ListAsync()).Digest);
    }

    [Fact]
    public async Task Without_a_list_the_index_under_the_tag_counts()
    {
        var tagged = await PutAsync(isTagged: true);

        Assert.Equal(tagged.Digest, Assert.Single(await ListAsync()).Digest);
    }

    [Fact]
    public async Task What_is_listed_is_had_by_its_digest_without_another_question_for_it()
    {
        var listed = await PutAsync(isTagged: false);
        _source.Referrers = [listed];
        await ListAsync();

        var found = await _images.FindBlobAsync(Repository, listed.Digest, Cancellation);

        Assert.Equal((listed.MediaType, listed.Size), (found?.MediaType, found?.Size));
    }

    [Fact]
    public async Task What_was_listed_stays_known_when_the_source_is_away()
    {
        _source.Referrers = [await PutAsync(isTagged: false)];
        var before = await ListAsync();
        _source.IsAway = true;
        _time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(before, await ListAsync());
    }

    [Fact]
    public async Task Where_nothing_refers_to_an_image_nothing_is_kept()
    {
        await PutAsync(isTagged: false);

        Assert.Empty(await ListAsync());
        Assert.Empty(await _store.ListAsync(ObjectKind.Answer, string.Empty, after: null, limit: 1, Cancellation));
    }

    private Task<IReadOnlyList<Descriptor>> ListAsync() => _images.ListReferrersAsync(Repository, Image, Cancellation);

    private async Task<Descriptor> PutAsync(bool isTagged)
    {
        var layout = await LayoutWriter.OpenAsync(_directory.Path, Cancellation);
        var manifest = new Manifest
        {
            MediaType = MediaTypes.ImageManifest,
            ArtifactType = isTagged ? "text/tagged" : "text/listed",
            Config = await layout.PutBytesAsync("{}"u8.ToArray(), MediaTypes.Empty, Cancellation),
            Layers = [],
        };
        var referrer = await layout.PutBytesAsync(manifest.ToBytes(), MediaTypes.ImageManifest, Cancellation);
        if (isTagged)
        {
            layout.Tag(Reference.ToTag(Repository, SubjectTag.OfReferrers(Image).ToString()), await layout.PutIndexAsync([referrer], Cancellation));
        }

        await layout.FinishAsync(Cancellation);
        return referrer;
    }
}
