namespace ImageFactory.Assets.Jobs;

/// <summary>
/// Runs the work for a key once, however many ask for it at the same time; all get its outcome. One who leaves cancels nothing
/// for the others.
/// </summary>
public sealed class SingleFlight<TKey, TValue>
    where TKey : notnull
{
    private readonly Dictionary<TKey, Task<TValue>> _flights = [];
    private readonly Lock _lock = new();

    /// <summary>The outcome of the work for <paramref name="key"/>: of the one under way, or of a new one.</summary>
    /// <remarks>The work gets no caller's token: it belongs to all who wait for it.</remarks>
    public Task<TValue> RunAsync(TKey key, Func<CancellationToken, Task<TValue>> work, CancellationToken cancellationToken)
    {
        Task<TValue>? flight;
        lock (_lock)
        {
            if (!_flights.TryGetValue(key, out flight))
            {
                flight = Task.Run(() => RunAndForgetAsync(key, work), CancellationToken.None);
                _flights.Add(key, flight);
            }
        }

        return flight.WaitAsync(cancellationToken);
    }

    private async Task<TValue> RunAndForgetAsync(TKey key, Func<CancellationToken, Task<TValue>> work)
    {
        try
        {
            return await work(CancellationToken.None);
        }
        finally
        {
            lock (_lock)
            {
                _flights.Remove(key);
            }
        }
    }
}
