using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Build;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Schematics;
using ImageFactory.Assets.Store;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets;

/// <summary>The whole path of one request, one call per stage. Only this type knows the order of the stages.</summary>
public sealed class AssetPipeline
{
    private readonly SchematicStore _schematics;
    private readonly ReleaseSource _releases;
    private readonly Planner _planner;
    private readonly StoredMaps _recipes;
    private readonly Composer _composer;
    private readonly ContentDigests _digests;
    private readonly BlobStore _blobs;

    /// <summary>A pipeline of these stages.</summary>
    public AssetPipeline(
        SchematicStore schematics,
        ReleaseSource releases,
        Planner planner,
        StoredMaps recipes,
        Composer composer,
        ContentDigests digests,
        BlobStore blobs)
    {
        _schematics = schematics;
        _releases = releases;
        _planner = planner;
        _recipes = recipes;
        _composer = composer;
        _digests = digests;
        _blobs = blobs;
    }

    /// <summary>Finds out what a client asks for and what goes into it; makes nothing.</summary>
    /// <exception cref="FactoryException">What was asked for cannot be had; the message is for the client.</exception>
    public async Task<Order> PlanAsync(AssetRequest request, CancellationToken cancellationToken)
    {
        var schematic = await _schematics.GetAsync(request.SchematicId, cancellationToken);
        var path = AssetNames.Read(request.File);
        var version = await _releases.FindVersionAsync(request.Version, cancellationToken);
        var profile = new Profile(schematic.Id, version, path.Name);
        var plan = await _planner.PlanAsync(profile, schematic.Schematic, request.ImageCache, cancellationToken);
        return new Order(plan, plan.Hash(), path.Sidecar);
    }

    /// <summary>The asset, when it was made before and nothing of it was lost; else null.</summary>
    public async Task<Asset?> FindAsync(Order order, CancellationToken cancellationToken) =>
        await _recipes.FindAsync(order.Hash, cancellationToken) is { } recipe ? new Asset(order.Name, order.Hash, recipe.Map) : null;

    /// <summary>The content of an asset by the hash of its plan, when it was made before and nothing of it was lost; else null.</summary>
    /// <param name="schematicId">The schematic that it was made for.</param>
    /// <param name="planHash">64 lower-case hexadecimal digits.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="FactoryException">There is no such schematic any more, or it is not allowed.</exception>
    public async Task<ExtentMap?> FindAsync(string schematicId, string planHash, CancellationToken cancellationToken)
    {
        await _schematics.GetAsync(schematicId, cancellationToken);
        return (await _recipes.FindAsync(planHash, cancellationToken))?.Map;
    }

    /// <summary>The asset; made if it was not before.</summary>
    /// <exception cref="FactoryException">It cannot be made; the message is for the client.</exception>
    public async Task<Asset> GetAsync(Order order, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        var recipe = await _recipes.GetOrMakeAsync(
            order.Hash,
            async cancellation => NotedMap.Of(await _composer.ComposeAsync(order.Plan, progress, cancellation)) with
            {
                IsConfidential = order.Plan.IsConfidential,
            },
            cancellationToken);
        return new Asset(order.Name, order.Hash, recipe.Map);
    }

    /// <summary>The digests of an asset's content, when they were computed before; else null.</summary>
    public Task<AssetDigests?> FindDigestsAsync(Order order, CancellationToken cancellationToken) =>
        _digests.FindAsync(order.Hash, cancellationToken);

    /// <summary>The digests of an asset's content; both are made if they were not before.</summary>
    /// <exception cref="FactoryException">The asset cannot be made; the message is for the client.</exception>
    public async Task<AssetDigests> GetDigestsAsync(Order order, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        if (await FindDigestsAsync(order, cancellationToken) is { } known)
        {
            return known;
        }

        using var build = _blobs.BeginBuild();
        var asset = await GetAsync(order, progress, cancellationToken);
        return await _digests.ComputeAsync(order.Hash, order.Name, asset.Map, progress, cancellationToken);
    }

    /// <summary>From now on nothing is evicted that is found or made, until this is disposed; by then it must be in use.</summary>
    public IDisposable BeginBuild() => _blobs.BeginBuild();

    /// <summary>Keeps all that a content refers to from being evicted, until this is disposed.</summary>
    public IDisposable Use(ExtentMap content) => _blobs.Use(content);

    /// <summary>Opens the content of an asset, or of a map that shows parts of it; the stream seeks, and is read asynchronously.</summary>
    public ExtentStream Open(ExtentMap content) => new(content, _blobs);
}
