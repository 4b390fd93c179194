namespace ImageFactory.Oci.Client;

/// <summary>Ends what takes too long, and tells it from what the caller ends.</summary>
internal static class TimeLimit
{
    /// <exception cref="IOException">It took too long.</exception>
    public static ValueTask<T> RunAsync<T>(
        Func<CancellationToken, ValueTask<T>> action, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken) =>
        RunAsync((limited, _) => action(limited), limit, time, cancellationToken);

    /// <summary>The same; the limit counts anew whenever the action that is handed in is called.</summary>
    /// <exception cref="IOException">It took too long.</exception>
    public static async ValueTask<T> RunAsync<T>(
        Func<CancellationToken, Action, ValueTask<T>> action, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await action(either.Token, () => timeout.CancelAfter(limit));
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            // HttpClient's own time limits, such as that for a connection, are said with a TimeoutException inside.
            throw new IOException(
                (exception.InnerException as TimeoutException)?.Message ?? $"Nothing came within {limit.TotalSeconds} s.", exception);
        }
    }
}
