using ImageFactory.Assets.Versions;

namespace ImageFactory.Assets.Artifacts;

/// <summary>
/// Which versions have extensions that one version has not: for the sentence that refuses them. It looks into the first and the last
/// release of each minor version, then into those between, as far as their catalogues are known or come in quickly.
/// </summary>
internal sealed class ExtensionHistory(ReleaseSource releases, TalosVersion version)
{
    private const int AtTheSameTime = 8;

    // Who asked for what is not there still gets the answer at once.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    private readonly Dictionary<TalosVersion, IReadOnlySet<string>> _known = [];

    /// <summary>Where each name is to be had: the next later version, or else the last earlier one; names that no version has are left out.</summary>
    /// <param name="names">The names, with those that stand for the same extension.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<IReadOnlyDictionary<string, TalosVersion>> FindAsync(
        IReadOnlyDictionary<string, IReadOnlyList<string>> names, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, releases.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await LookAsync(names.Values, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // What is known by now has to do.
        }
        catch (FactoryException)
        {
            // The source is away, and never said which versions there are.
        }

        lock (_known)
        {
            return names
                .Select(name => (name.Key, Found: Find(name.Value)))
                .Where(name => name.Found is not null)
                .ToDictionary(name => name.Key, name => name.Found!.Value, StringComparer.Ordinal);
        }
    }

    private async Task LookAsync(IEnumerable<IReadOnlyList<string>> names, CancellationToken cancellationToken)
    {
        var minors = (await releases.ListVersionsAsync(cancellationToken)).Versions
            .Where(other => other != version)
            .GroupBy(other => (other.Major, other.Minor))
            .Select(group => group.ToList())
            .ToList();
        await ReadAsync(minors.SelectMany(minor => new[] { minor[0], minor[^1] }).Distinct(), cancellationToken);

        // The first or last version may be one between.
        var bounds = names.Select(Find).OfType<TalosVersion>().ToHashSet();
        await ReadAsync(minors.Where(minor => minor.Exists(bounds.Contains)).SelectMany(minor => minor[..^1].Skip(1)), cancellationToken);
    }

    private Task ReadAsync(IEnumerable<TalosVersion> versions, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        versions,
        new ParallelOptions { MaxDegreeOfParallelism = AtTheSameTime, CancellationToken = cancellationToken },
        async (other, cancellation) =>
        {
            try
            {
                var extensions = await releases.ListExtensionsAsync(other, cancellation);
                lock (_known)
                {
                    _known[other] = extensions.Select(extension => extension.Name).ToHashSet(StringComparer.Ordinal);
                }
            }
            catch (FactoryException)
            {
                // The others may still tell.
            }
        });

    private TalosVersion? Find(IReadOnlyList<string> names)
    {
        var having = _known.Where(known => names.Any(known.Value.Contains)).Select(known => known.Key).Order().ToList();
        return having.Exists(other => other > version) ? having.Find(other => other > version) : having.Select(other => (TalosVersion?)other).LastOrDefault();
    }
}
