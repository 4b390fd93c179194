using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Store;
using ImageFactory.Assets.Tests.Build;
using ImageFactory.Assets.Tests.Store;
using ImageFactory.Assets.Versions;
using ImageFactory.Oci.Layout;
using ImageFactory.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageFactory.Assets.Tests.Artifacts;

/// <summary>A download that breaks off or lies leaves nothing that is taken for the whole, and heals.</summary>
public sealed class DamagedDownloadTests : IClassFixture<MiniReleaseFixture>, IAsyncDisposable
{
    private static readonly TalosVersion Version = new(1, 13, 0);

    private readonly MemoryObjectStore _store = new();
    private readonly SwitchedSource _source;
    private readonly ReleaseSource _releases;
    private readonly ReleaseFiles _files;

    public DamagedDownloadTests(MiniReleaseFixture release)
    {
        _source = new SwitchedSource(new LayoutSource(release.Source));
        _releases = new ReleaseSource(
            new ExtensionSources(_source), _store, new ReleaseOptions { Refresh = RefreshOptions.Always }, NullLogger<ReleaseSource>.Instance);
        _files = new ReleaseFiles(_source, _store, new BlobStore(new BoundedObjectStore(_store, budget: null, TimeProvider.System)));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Damages => ["reset", "short", "wrong"];

    public ValueTask DisposeAsync() => _releases.DisposeAsync();

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Boot_artifacts_are_fetched_again(string damage)
    {
        _source.Damage = bytes => Deform(damage, bytes);

        var fault = await Assert.ThrowsAsync<FactoryException>(GetArtifactsAsync);

        Assert.Equal(damage is "reset" ? FactoryError.SourceUnavailable : FactoryError.SourceInvalid, fault.Error);
        Assert.Empty(await _store.ListAsync(ObjectKind.Recipe, string.Empty, null, 10, Cancellation));
        _source.Damage = null;
        Assert.Equal(MiniRelease.Kernel("amd64").Length, (await GetArtifactsAsync())[ArtifactRole.Kernel].Length);
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_catalogue_is_fetched_again(string damage)
    {
        _source.Damage = bytes => Deform(damage, bytes);

        await Assert.ThrowsAsync<FactoryException>(() => _releases.ListExtensionsAsync(Version, Cancellation));

        Assert.Empty(await _store.ListAsync(ObjectKind.Answer, string.Empty, null, 10, Cancellation));
        _source.Damage = null;
        Assert.NotEmpty(await _releases.ListExtensionsAsync(Version, Cancellation));
    }

    private static MemoryStream Deform(string damage, byte[] bytes)
    {
        bytes[^1] ^= 1;
        return damage switch
        {
            "reset" => new BrokenStream(bytes[..^10]),
            "short" => new MemoryStream(bytes[..^10]),
            _ => new MemoryStream(bytes),
        };
    }

    private async Task<IReadOnlyDictionary<ArtifactRole, Artifact>> GetArtifactsAsync() => await _files.GetAsync(
        await _releases.GetImagerAsync(Version, Cancellation), Architecture.Amd64, [ArtifactRole.Kernel], NoProgress.Instance, Cancellation);
}
