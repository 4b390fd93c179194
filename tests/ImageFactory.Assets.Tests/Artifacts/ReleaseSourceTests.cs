using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Store;
using ImageFactory.Assets.Tests.Build;
using ImageFactory.Assets.Versions;
using ImageFactory.Oci.Layout;
using ImageFactory.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageFactory.Assets.Tests.Artifacts;

/// <summary>What a source has offered stays known when it is away, and goes when it says so.</summary>
public sealed class ReleaseSourceTests : IClassFixture<MiniReleaseFixture>, IAsyncLifetime
{
    private static readonly TalosVersion Version = new(1, 13, 0);

    private readonly MemoryObjectStore _store = new();
    private readonly ManualTime _time = new();
    private readonly SwitchedSource _source;
    private readonly List<ReleaseSource> _opened = [];
    private ReleaseSource _releases;

    public ReleaseSourceTests(MiniReleaseFixture release)
    {
        _source = new SwitchedSource(new LayoutSource(release.Source));
        _releases = Start();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var opened in _opened)
        {
            await opened.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task All_that_was_asked_before_an_outage_is_answered_during_it(bool restarts)
    {
        var before = await AskAllAsync();
        _source.IsAway = true;
        _time.Advance(TimeSpan.FromDays(1));
        if (restarts)
        {
            _releases = Start();
        }

        Assert.Equal(before, await AskAllAsync());
    }

    [Fact]
    public async Task What_was_never_asked_is_a_sentence_without_internals()
    {
        _source.IsAway = true;

        var fault = await Assert.ThrowsAsync<FactoryException>(() => _releases.ListVersionsAsync(Cancellation));

        Assert.Equal(FactoryError.SourceUnavailable, fault.Error);
        Assert.Equal(
            "The source of Talos images is away or lacks something: cannot list the tags of 'siderolabs/imager'; try again later.", fault.Message);
    }

    [Fact]
    public async Task A_version_that_vanished_is_not_served_after_the_refresh()
    {
        await _releases.FindVersionAsync("v1.13.0", Cancellation);
        _source.Vanished.Add("v1.13.0");
        _time.Advance(TimeSpan.FromMinutes(15));
        await Assert.ThrowsAsync<FactoryException>(() => _releases.FindVersionAsync("v1.99.0", Cancellation)); // waits for the refresh

        var fault = await Assert.ThrowsAsync<FactoryException>(() => _releases.FindVersionAsync("v1.13.0", Cancellation));

        Assert.Equal(FactoryError.VersionNotFound, fault.Error);
    }

    [Fact]
    public async Task A_version_that_is_new_is_found_once_the_list_is_old()
    {
        _source.Vanished.Add("v1.13.0");
        await _releases.ListVersionsAsync(Cancellation);
        _source.Vanished.Clear();
        await Assert.ThrowsAsync<FactoryException>(() => _releases.FindVersionAsync("v1.13.0", Cancellation));
        _time.Advance(TimeSpan.FromMinutes(15));

        Assert.Equal(Version, await _releases.FindVersionAsync("v1.13.0", Cancellation));
    }

    [Fact]
    public async Task A_version_that_is_marked_broken_is_not_served_even_during_an_outage()
    {
        await _releases.ListVersionsAsync(Cancellation);
        _source.IsAway = true;
        _releases = Start(new VersionListOptions { Broken = [Version] });

        await Assert.ThrowsAsync<FactoryException>(() => _releases.FindVersionAsync("v1.13.0", Cancellation));
        Assert.NotEmpty((await _releases.ListVersionsAsync(Cancellation)).Versions);
    }

    [Fact]
    public async Task A_source_that_lost_all_its_versions_is_not_believed()
    {
        var before = (await _releases.ListVersionsAsync(Cancellation)).Versions;
        _source.Vanished.UnionWith(MiniRelease.Versions);
        _time.Advance(TimeSpan.FromMinutes(15));
        await Assert.ThrowsAsync<FactoryException>(() => _releases.FindVersionAsync("v1.99.0", Cancellation)); // waits for the refresh

        Assert.Equal(before, (await _releases.ListVersionsAsync(Cancellation)).Versions);
    }

    [Fact]
    public async Task A_catalogue_that_has_not_changed_is_not_read_again()
    {
        await _releases.ListExtensionsAsync(Version, Cancellation);
        var opened = _source.OpenedBlobs;
        _releases = Start(refresh: RefreshOptions.Always);

        await _releases.ListExtensionsAsync(Version, Cancellation);

        Assert.Equal(opened, _source.OpenedBlobs);
    }

    private async Task<IReadOnlyList<string>> AskAllAsync()
    {
        var artifacts = await new ReleaseFiles(_source, _store, new BlobStore(new BoundedObjectStore(_store, budget: null, TimeProvider.System))).GetAsync(
            await _releases.GetImagerAsync(Version, Cancellation),
            Architecture.Amd64,
            [ArtifactRole.Kernel, ArtifactRole.Initramfs],
            NoProgress.Instance,
            Cancellation);
        return
        [
            .. (await _releases.ListVersionsAsync(Cancellation)).Versions.Select(version => version.Tag),
            .. (await _releases.ListExtensionsAsync(Version, Cancellation)).Select(extension => extension.ToString()),
            .. (await _releases.ListOverlaysAsync(Version, Cancellation)).Select(overlay => overlay.ToString()),
            .. artifacts.OrderBy(artifact => artifact.Key).Select(artifact => artifact.Value.ToString()),
        ];
    }

    private ReleaseSource Start(VersionListOptions? versions = null, RefreshOptions? refresh = null)
    {
        var options = new ReleaseOptions { Versions = versions ?? new(), Refresh = (refresh ?? new()) with { Time = _time } };
        var started = new ReleaseSource(new ExtensionSources(_source), _store, options, NullLogger<ReleaseSource>.Instance);
        _opened.Add(started);
        return started;
    }
}
