using System.Threading.RateLimiting;

namespace ImageFactory.Assets.Jobs;

/// <summary>
/// The one queue of work that takes much memory and processor time: compression and hashing. What is admitted at the same time fits into
/// a budget of memory; the rest waits in the order in which it came, and what does not fit into the queue is refused.
/// </summary>
public sealed class Admission : IDisposable
{
    private const int Unit = 1024 * 1024;

    private readonly ConcurrencyLimiter _limiter;
    private readonly int _budget;

    /// <summary>An empty queue.</summary>
    /// <param name="budget">Memory of all that is admitted, in bytes; at least 1 MiB. What takes more is admitted alone.</param>
    /// <param name="waiting">Memory of all that may wait, in bytes.</param>
    public Admission(long budget, long waiting)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(budget, Unit);
        _budget = Units(budget);
        _limiter = new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = _budget,
            QueueLimit = Units(waiting),
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
    }

    /// <summary>Waits until work of this size is admitted; the caller disposes the place when it is done.</summary>
    /// <param name="memory">The most memory that the work takes, in bytes.</param>
    /// <exception cref="FactoryException">The queue is full.</exception>
    public async Task<IDisposable> EnterAsync(long memory, CancellationToken cancellationToken)
    {
        var place = await _limiter.AcquireAsync(Math.Min(Units(memory), _budget), cancellationToken);
        if (place.IsAcquired)
        {
            return place;
        }

        place.Dispose();
        throw new FactoryException(FactoryError.Busy, "The factory has as much to compress and to hash as it can take; try again in a minute.");
    }

    /// <summary>Nothing is admitted any more.</summary>
    public void Dispose() => _limiter.Dispose();

    private static int Units(long bytes) => int.CreateSaturating((bytes + Unit - 1) / Unit);
}
