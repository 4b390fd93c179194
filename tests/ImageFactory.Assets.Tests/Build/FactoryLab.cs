using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Build;
using ImageFactory.Assets.Caches;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Overlays;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Schematics;
using ImageFactory.Assets.Store;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Layout;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageFactory.Assets.Tests.Build;

/// <summary>All services on a data directory, as after a start of the factory.</summary>
internal sealed class FactoryLab : IDisposable
{
    private readonly Admission _admission = new(budget: 1L << 30, waiting: 1L << 30);
    private readonly IObjectStore _objects;
    private readonly BoundedObjectStore _store;
    private readonly BlobStore _blobs;
    private readonly SchematicStore _schematics;
    private readonly ReleaseSource _releases;
    private readonly AssetPipeline _pipeline;
    private readonly Planner _planner;

    public FactoryLab(string source, string data, PlanOptions? options = null, LabKeys? keys = null, Func<IContentSource, ExtensionSources>? extensions = null)
        : this(source, FileObjectStore.Open(data), budget: null, options, keys, extensions)
    {
    }

    public FactoryLab(string source, IObjectStore objects, long? budget, PlanOptions? options = null, LabKeys? keys = null, Func<IContentSource, ExtensionSources>? extensions = null)
    {
        keys ??= LabKeys.Usual;
        var images = new LayoutSource(source);
        var sources = extensions?.Invoke(images) ?? new ExtensionSources(images);
        _objects = objects;
        _store = new BoundedObjectStore(objects, budget, TimeProvider.System);
        var cipher = new ContentCipher(() => new byte[32]);
        _blobs = new BlobStore(_store, cipher);
        var maps = new StoredMaps(_store, _blobs);
        _schematics = new SchematicStore(_store, cipher, new SchematicOptions { EmbeddedConfiguration = true });
        _releases = new ReleaseSource(
            sources,
            _store,
            new ReleaseOptions { Refresh = RefreshOptions.Always },
            NullLogger<ReleaseSource>.Instance);
        var overlays = new OverlaySources(images, [new OverlayRegistry("boards.example/acme", images)]);
        var overlayImages = new OverlayImages(overlays, _store, _blobs);
        _planner = new Planner(_releases, _blobs, keys, new OverlayResolver(_releases, overlays, overlayImages, _blobs), options ?? Options);
        var segments = new ExtensionSegments(sources, new ExtensionSizes(sources), maps, _blobs, _admission);
        var grub = new GrubSegments(maps, _blobs, _admission);
        var composer = new Composer(
            new ReleaseFiles(images, _store, _blobs),
            new SharedSegments(segments, grub),
            new DiskConversion(new ImageCompression(maps, _blobs, _admission), maps, _blobs, _admission),
            new Signer(keys, new SectionMemory(), _blobs, _admission),
            new OverlayComposer(overlayImages),
            new InstallerComposer(images, _blobs, _admission),
            _blobs);
        var digests = new ContentDigests(_store, _blobs, _admission);
        Caches = new ImageCaches(_store, _blobs);
        _pipeline = new AssetPipeline(_schematics, _releases, _planner, maps, composer, digests, _blobs);
    }

    public static PlanOptions Options { get; } =
        new() { ExternalUrl = "https://factory.example.org", ZstdLevel = 3, XzPreset = 0 };

    public BoundedObjectStore Store => _store;

    public ImageCaches Caches { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public Task<byte[]> GetAsync(string schematic, string version, string file) => GetAsync(schematic, version, file, () => Task.CompletedTask);

    /// <summary>The bytes of an asset; something happens between its build and the reading.</summary>
    public async Task<byte[]> GetAsync(string schematic, string version, string file, Func<Task> meanwhile)
    {
        var stored = await StoreAsync(schematic);
        var order = await _pipeline.PlanAsync(new AssetRequest(stored.Id.ToString(), version, file), Cancellation);
        var build = _pipeline.BeginBuild();
        var asset = await _pipeline.GetAsync(order, NoProgress.Instance, Cancellation);
        using var use = _pipeline.Use(asset.Map);
        build.Dispose();
        await meanwhile();
        await using var content = _pipeline.Open(asset.Map);
        var bytes = new byte[content.Length];
        await content.ReadExactlyAsync(bytes, Cancellation);
        return bytes;
    }

    /// <summary>What somebody reads in an asset that may be larger than memory.</summary>
    public async Task<T> ReadAsync<T>(string schematic, string version, string file, Func<ExtentMap, IBlobSource, Task<T>> read)
    {
        var stored = await StoreAsync(schematic);
        var order = await _pipeline.PlanAsync(new AssetRequest(stored.Id.ToString(), version, file), Cancellation);
        using var build = _pipeline.BeginBuild();
        var asset = await _pipeline.GetAsync(order, NoProgress.Instance, Cancellation);
        return await read(asset.Map, _blobs);
    }

    public async Task<BuildPlan> PlanAsync(string schematic, string version, string file)
    {
        var stored = await StoreAsync(schematic);
        Assert.True(Profile.TryParse($"{stored.Id}/{version}/{file}", out var profile, out var fault), fault);
        return await _planner.PlanAsync(profile, stored.Schematic, Cancellation);
    }

    /// <summary>The plan of an asset with container images on it.</summary>
    public async Task<BuildPlan> PlanAsync(string schematic, string version, string file, ImageCache cache)
    {
        var stored = await StoreAsync(schematic);
        var order = await _pipeline.PlanAsync(new AssetRequest(stored.Id.ToString(), version, file) { ImageCache = cache }, Cancellation);
        return order.Plan;
    }

    public void Dispose()
    {
        _store.Dispose();
        _admission.Dispose();
        (_objects as IDisposable)?.Dispose();
    }

    private Task<StoredSchematic> StoreAsync(string schematic) =>
        _schematics.CreateAsync(System.Text.Encoding.UTF8.GetBytes(schematic), admit: () => { }, Cancellation);
}
