namespace ImageFactory.Assets.Jobs;

/// <summary>A job with its work.</summary>
internal sealed class WorkJob<TResult> : Job
{
    /// <summary>Starts the work; who starts it counts as waiting (<see cref="Flight{TValue}"/>).</summary>
    public WorkJob(
        JobRequest request,
        Func<IProgress<BuildProgress>, CancellationToken, Task<TResult>> work,
        TimeSpan grace,
        TimeProvider time)
        : base(request, time)
    {
        Flight = new Flight<TResult>(cancellation => work(this, cancellation), grace, time);
        _ = Flight.Outcome.ContinueWith(
            End, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>The work, which others may join.</summary>
    public Flight<TResult> Flight { get; }
}
