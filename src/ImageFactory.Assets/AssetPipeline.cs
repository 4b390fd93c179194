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
    private readonly BlobStore _blobs;

    /// <summary>A pipeline of these stages.</summary>
    public AssetPipeline(
        SchematicStore schematics, ReleaseSource releases, Planner planner, StoredMaps recipes, Composer composer, BlobStore blobs)
    {
        _schematics = schematics;
        _releases = releases;
        _planner = planner;
        _recipes = recipes;
        _composer = composer;
        _blobs = blobs;
    }

    /// <summary>The asset that a client asks for; composed if it was not before.</summary>
    /// <exception cref="FactoryException">What was asked for cannot be had; the message is for the client.</exception>
    public async Task<Asset> GetAsync(AssetRequest request, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        var schematic = await _schematics.GetAsync(request.SchematicId, cancellationToken);
        var name = AssetNames.Read(request.File);
        var version = await _releases.FindVersionAsync(request.Version, cancellationToken);
        var profile = new Profile(schematic.Id, version, name);
        var plan = await _planner.PlanAsync(profile, schematic.Schematic, progress, cancellationToken);
        var hash = plan.Hash();
        var recipe = await _recipes.GetOrMakeAsync(
            hash, async cancellation => NotedMap.Of(await _composer.ComposeAsync(plan, progress, cancellation)), cancellationToken);
        return new Asset(profile.Asset.ToString(), hash, recipe.Map);
    }

    /// <summary>Opens the content of an asset; the stream seeks, and is read asynchronously.</summary>
    public ExtentStream Open(Asset asset) => new(asset.Map, _blobs);
}
