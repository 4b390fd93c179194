using System.Threading.RateLimiting;
using ImageFactory.Assets;
using ImageFactory.Delivery;

namespace ImageFactory.Endpoints;

/// <summary>How many new schematics one client may store: they are kept for good, so nobody may fill the store with them.</summary>
internal sealed class SchematicQuota : IDisposable
{
    private readonly int _perHour;
    private readonly PartitionedRateLimiter<HttpContext> _limiter;

    /// <summary>A quota of so many an hour.</summary>
    public SchematicQuota(int perHour)
    {
        _perHour = perHour;
        _limiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetSlidingWindowLimiter(
            ClientAddress.Of(context),
            _ => new SlidingWindowRateLimiterOptions { PermitLimit = perHour, Window = TimeSpan.FromHours(1), SegmentsPerWindow = 12 }));
    }

    /// <summary>Counts a new schematic of a client.</summary>
    /// <exception cref="FactoryException">It has stored too many.</exception>
    public void Count(HttpContext context)
    {
        using var lease = _limiter.AttemptAcquire(context);
        if (!lease.IsAcquired)
        {
            throw new FactoryException(
                FactoryError.TooManyRequests, $"You have stored {_perHour} new schematics in an hour, the most for one client; known ones can still be used.");
        }
    }

    public void Dispose() => _limiter.Dispose();
}
