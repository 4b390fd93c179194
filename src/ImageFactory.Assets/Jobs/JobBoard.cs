using Microsoft.Extensions.Logging;

namespace ImageFactory.Assets.Jobs;

/// <summary>
/// The jobs under way and those that ended lately. Equal work is one job, however many ask for it; one who leaves cancels nothing for the
/// others, and a job that nobody waits for ends after a while, unless it was begun to go on alone.
/// </summary>
public sealed partial class JobBoard
{
    private readonly JobOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<JobBoard> _logger;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Job> _jobs = new(StringComparer.Ordinal);
    private readonly List<Job> _running = [];
    private readonly Queue<Job> _ended = new();

    /// <summary>An empty board.</summary>
    public JobBoard(JobOptions options, TimeProvider time, ILogger<JobBoard> logger)
    {
        _logger = logger;
        _options = options;
        _time = time;
    }

    /// <summary>The job of an ID: under way or lately ended; null when there is none.</summary>
    public Job? Find(string id)
    {
        lock (_lock)
        {
            return _jobs.GetValueOrDefault(id);
        }
    }

    /// <summary>The result of the work: of the job under way, or of a new one.</summary>
    /// <exception cref="FactoryException">There are too many jobs, or the work cannot be done.</exception>
    public async Task<TResult> RunAsync<TResult>(
        JobRequest request, Func<IProgress<BuildProgress>, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await JoinOrStart(request, work).Flight.WaitAsync(cancellationToken);
    }

    /// <summary>The job of the work: the one under way, or a new one. It goes on with nobody waiting for it.</summary>
    /// <exception cref="FactoryException">There are too many jobs.</exception>
    public Job Start<TResult>(JobRequest request, Func<IProgress<BuildProgress>, CancellationToken, Task<TResult>> work) =>
        JoinOrStart(request, work);

    private WorkJob<TResult> JoinOrStart<TResult>(
        JobRequest request, Func<IProgress<BuildProgress>, CancellationToken, Task<TResult>> work)
    {
        lock (_lock)
        {
            if (_jobs.GetValueOrDefault(request.Id) is WorkJob<TResult> known && known.Flight.TryJoin())
            {
                return known;
            }

            Forget();
            Admit(request.Client);
            var job = new WorkJob<TResult>(request, work, _options.Grace, _time);
            _jobs[request.Id] = job;
            _running.Add(job);
            _ = job.Flight.Outcome.ContinueWith(
                outcome => OnEnded(job, outcome.Exception?.InnerException), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            return job;
        }
    }

    private void Admit(string client)
    {
        if (_running.Count >= _options.MostRunning)
        {
            throw new FactoryException(FactoryError.Busy, "The factory is building as much as it can; try again in a few seconds.");
        }

        if (_running.Count(job => string.Equals(job.Client, client, StringComparison.Ordinal)) >= _options.MostPerClient)
        {
            throw new FactoryException(
                FactoryError.TooManyRequests,
                $"You have {_options.MostPerClient} builds under way, the most for one client; try again when one of them has ended.");
        }
    }

    // Nobody may be waiting who would tell of a fault of the factory's own.
    private void OnEnded(Job job, Exception? fault)
    {
        if (fault is not (null or FactoryException))
        {
            LogFailed(fault, job.Id);
        }

        lock (_lock)
        {
            _running.Remove(job);
            _ended.Enqueue(job);
        }
    }

    private void Forget()
    {
        while (_ended.TryPeek(out var oldest) && (_ended.Count > _options.MostShown || _time.GetUtcNow() - oldest.Ended > _options.Shown))
        {
            _ended.Dequeue();
            if (_jobs.GetValueOrDefault(oldest.Id) == oldest)
            {
                _jobs.Remove(oldest.Id);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "Job {Id} failed")]
    private partial void LogFailed(Exception fault, string id);
}
