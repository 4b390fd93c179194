using System.Net.Sockets;

namespace ImageFactory.Oci.Client;

/// <summary>When a question is put again: exponential waits with a random part, and the registry's own wish.</summary>
internal sealed class Backoff(RegistryOptions options)
{
    /// <summary>How long to wait after a fault, or null when asking again is of no use.</summary>
    /// <param name="attempt">How many attempts there were, at least 1.</param>
    public TimeSpan? Find(Exception fault, int attempt)
    {
        if (attempt >= options.Attempts || !IsPassing(fault))
        {
            return null;
        }

        var wish = (fault as ResponseException)?.RetryAfter ?? TimeSpan.Zero;
        var wait = WaitAfter(attempt);
        return wish > options.LongestWait ? null : TimeSpan.FromTicks(Math.Max(wish.Ticks, wait.Ticks));
    }

    /// <summary>Waits as long as after the given number of faults.</summary>
    public Task DelayAsync(int attempt, CancellationToken cancellationToken) =>
        Task.Delay(WaitAfter(attempt), options.Time, cancellationToken);

    public static bool IsPassing(Exception fault) => fault switch
    {
        ResponseException { StatusCode: { } status } => Refusals.IsPassing(status),
        // What a connection meets is inside; a refused address or a certificate that is not trusted stays so.
        HttpRequestException => fault.InnerException is IOException or SocketException,
        _ => fault is IOException,
    };

    private TimeSpan WaitAfter(int attempt)
    {
        var doubled = options.FirstWait * Math.Pow(2, attempt - 1);
        var longest = doubled < options.LongestWait ? doubled : options.LongestWait;
        return longest * (1 - (options.Random.NextDouble() / 2));
    }
}
