using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Build;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Schematics;

namespace ImageFactory.Assets.Models;

/// <summary>Lists the assets of a schematic and a version, with what is known of each; makes nothing.</summary>
public sealed class ModelSource
{
    private readonly SchematicStore _schematics;
    private readonly ReleaseSource _releases;
    private readonly Planner _planner;
    private readonly StoredMaps _recipes;
    private readonly ContentDigests _digests;
    private readonly SizeEstimates _sizes;
    private readonly JobBoard _jobs;

    /// <summary>A list of what these know.</summary>
    public ModelSource(
        SchematicStore schematics,
        ReleaseSource releases,
        Planner planner,
        StoredMaps recipes,
        ContentDigests digests,
        SizeEstimates sizes,
        JobBoard jobs)
    {
        _schematics = schematics;
        _releases = releases;
        _planner = planner;
        _recipes = recipes;
        _digests = digests;
        _sizes = sizes;
        _jobs = jobs;
    }

    /// <summary>The assets.</summary>
    /// <param name="schematicId">The schematic's ID.</param>
    /// <param name="version">The version, with or without <c>v</c>.</param>
    /// <param name="query">Which of them.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="FactoryException">Schematic or version do not exist, or no asset at all can be had.</exception>
    public async Task<IReadOnlyList<ModelAsset>> ListAsync(
        string schematicId, string version, ModelQuery query, CancellationToken cancellationToken)
    {
        var schematic = await _schematics.GetAsync(schematicId, cancellationToken);
        var known = await _releases.FindVersionAsync(version, cancellationToken);
        var listed = new List<ModelAsset>();
        FactoryException? refusal = null;
        foreach (var name in ModelNames.Of(known, query))
        {
            try
            {
                var plan = await _planner.PlanAsync(new Profile(schematic.Id, known, name), schematic.Schematic, cancellationToken);
                listed.Add(await DescribeAsync(plan, cancellationToken));
            }
            catch (FactoryException exception) when (exception.Error is FactoryError.InvalidCombination or FactoryError.SourceUnavailable)
            {
                refusal = exception;
                listed.Add(new ModelAsset { Name = name, State = ModelState.Unavailable, Reason = exception.Message });
            }
        }

        return refusal is null || listed.Exists(asset => asset.State != ModelState.Unavailable) ? listed : throw refusal;
    }

    private async Task<ModelAsset> DescribeAsync(BuildPlan plan, CancellationToken cancellationToken)
    {
        var name = plan.Profile.Asset;
        var hash = plan.Hash();

        // In this order: what ends between the two questions is there.
        var isBuilding = _jobs.Find(hash) is { } job && job.Snapshot().Ended is null;
        if (await _recipes.FindAsync(hash, cancellationToken) is { } recipe)
        {
            return new ModelAsset
            {
                Name = name,
                State = ModelState.Ready,
                IsMeasured = plan.Uki is not null,
                Size = new ModelSize(recipe.Map.Length, IsExact: true),
                Digests = await _digests.FindAsync(hash, cancellationToken),
            };
        }

        return new ModelAsset
        {
            Name = name,
            State = isBuilding ? ModelState.Building : ModelState.OnDemand,
            IsMeasured = plan.Uki is not null,
            Size = await _sizes.OfAsync(plan, cancellationToken),
            JobId = isBuilding ? hash : null,
        };
    }
}
