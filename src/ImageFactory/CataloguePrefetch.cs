using ImageFactory.Assets;
using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Versions;

namespace ImageFactory;

/// <summary>
/// Asks for the catalogues of the newest versions before clients do, and again as often as answers are refreshed, so that a version
/// that is new is known as well. The server neither waits for it nor needs it.
/// </summary>
internal sealed partial class CataloguePrefetch(ReleaseSource releases, ReleaseOptions options, ILogger<CataloguePrefetch> logger)
    : BackgroundService
{
    // Those that the project supports: the newest release of each of the newest minor versions.
    private const int MinorVersions = 3;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Refresh.Interval == TimeSpan.Zero)
        {
            // A source at hand is asked each time anyway.
            return;
        }

        using var timer = new PeriodicTimer(options.Refresh.Interval, options.Refresh.Time);
        do
        {
            await PrefetchAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task PrefetchAsync(CancellationToken cancellationToken)
    {
        try
        {
            var versions = await releases.ListVersionsAsync(cancellationToken);
            foreach (var version in Newest(versions))
            {
                await releases.ListExtensionsAsync(version, cancellationToken);
                await releases.ListOverlaysAsync(version, cancellationToken);
            }
        }
        catch (FactoryException exception)
        {
            // Who asks next is told as well.
            LogNotFetched(exception.Message);
        }
    }

    private static IEnumerable<TalosVersion> Newest(VersionList versions) => versions.Versions
        .GroupBy(version => (version.Major, version.Minor))
        .Select(group => group.Last())
        .TakeLast(MinorVersions)
        .Reverse();

    [LoggerMessage(LogLevel.Information, "The catalogues of the newest versions are not fetched: {Reason}")]
    private partial void LogNotFetched(string reason);
}
