using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Store;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Build;

/// <summary>Finished assets by the hash of their plan. One is composed once, however many ask for it at the same time.</summary>
public sealed class Recipes
{
    private readonly StoredMaps _maps;
    private readonly SingleFlight<string, ExtentMap> _composing = new();

    /// <summary>Recipes in a store.</summary>
    public Recipes(StoredMaps maps) => _maps = maps;

    /// <summary>The map that was composed for this plan, or a new one from <paramref name="compose"/>, which is then kept.</summary>
    public Task<ExtentMap> GetOrComposeAsync(
        string planHash, Func<CancellationToken, Task<ExtentMap>> compose, CancellationToken cancellationToken) =>
        _composing.RunAsync(planHash, cancellation => FindOrComposeAsync(planHash, compose, cancellation), cancellationToken);

    private async Task<ExtentMap> FindOrComposeAsync(
        string planHash, Func<CancellationToken, Task<ExtentMap>> compose, CancellationToken cancellationToken)
    {
        var key = new ObjectKey(ObjectKind.Recipe, planHash);
        if (await _maps.FindAsync(key, cancellationToken) is { } kept)
        {
            return kept.Map;
        }

        var map = await compose(cancellationToken);
        await _maps.PutAsync(key, new NotedMap(ReadOnlyMemory<byte>.Empty, map), cancellationToken);
        return map;
    }
}
