namespace ImageFactory.Assets.Jobs;

/// <summary>
/// Runs the work for a key once, however many ask for it at the same time; all get its outcome. One who leaves cancels nothing
/// for the others; when all have left, the work ends.
/// </summary>
public sealed class SingleFlight<TKey, TValue>
    where TKey : notnull
{
    private readonly Dictionary<TKey, Flight<TValue>> _flights = [];
    private readonly Lock _lock = new();

    /// <summary>The outcome of the work for <paramref name="key"/>: of the one under way, or of a new one.</summary>
    /// <remarks>The work's token is no caller's: the work belongs to all who wait for it.</remarks>
    public Task<TValue> RunAsync(TKey key, Func<CancellationToken, Task<TValue>> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return JoinOrStart(key, work).WaitAsync(cancellationToken);
    }

    private Flight<TValue> JoinOrStart(TKey key, Func<CancellationToken, Task<TValue>> work)
    {
        lock (_lock)
        {
            if (_flights.TryGetValue(key, out var flight) && flight.TryJoin())
            {
                return flight;
            }

            flight = new Flight<TValue>(work, TimeSpan.Zero, TimeProvider.System);
            _flights[key] = flight;
            _ = flight.Outcome.ContinueWith(
                _ => Forget(key, flight), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            return flight;
        }
    }

    private void Forget(TKey key, Flight<TValue> flight)
    {
        lock (_lock)
        {
            if (_flights.GetValueOrDefault(key) == flight)
            {
                _flights.Remove(key);
            }
        }
    }
}
