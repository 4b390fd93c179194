using System.Runtime.CompilerServices;

namespace ImageFactory.Assets.Jobs;

/// <summary>Work under way, or lately ended, with its progress.</summary>
public abstract class Job : IProgress<BuildProgress>
{
    private readonly Lock _lock = new();
    private readonly JobRequest _request;
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _started;
    private readonly List<BuildProgress> _steps = [];
    private TaskCompletionSource _change = NextChange();
    private JobStatus _status;
    private string? _error;
    private DateTimeOffset? _ended;

    private protected Job(JobRequest request, TimeProvider time)
    {
        _request = request;
        _time = time;
        _started = time.GetUtcNow();
    }

    /// <summary>The job's ID, 64 hexadecimal digits.</summary>
    public string Id => _request.Id;

    /// <summary>Who began it.</summary>
    internal string Client => _request.Client;

    /// <summary>When it ended; null while it is under way.</summary>
    internal DateTimeOffset? Ended => _ended;

    /// <summary>The job as it stands.</summary>
    public JobSnapshot Snapshot()
    {
        lock (_lock)
        {
            return new JobSnapshot(_request.Id, _request.Subject, _status, [.. _steps], _error, _started, _ended);
        }
    }

    /// <summary>The job as it stands, and again whenever that has changed, until it has ended. Changes while nobody asks count as one.</summary>
    public async IAsyncEnumerable<JobSnapshot> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var change = Volatile.Read(ref _change);
            var snapshot = Snapshot();
            yield return snapshot;
            if (snapshot.Ended is not null)
            {
                yield break;
            }

            await change.Task.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Report(BuildProgress value) => Change(() =>
    {
        var index = _steps.FindIndex(step => step.Stage == value.Stage && string.Equals(step.Subject, value.Subject, StringComparison.Ordinal));
        if (index < 0)
        {
            _steps.Add(value);
        }
        else
        {
            _steps[index] = value;
        }
    });

    private protected void End(Task outcome) => Change(() =>
    {
        (_status, _error) = outcome switch
        {
            { IsCompletedSuccessfully: true } => (JobStatus.Done, null),
            { IsCanceled: true } => (JobStatus.Cancelled, null),
            { Exception.InnerException: FactoryException exception } => (JobStatus.Failed, exception.Message),
            _ => (JobStatus.Failed, "Something went wrong inside the factory; the log has the details."),
        };
        _ended = _time.GetUtcNow();
    });

    private void Change(Action change)
    {
        lock (_lock)
        {
            change();
        }

        Interlocked.Exchange(ref _change, NextChange()).SetResult();
    }

    private static TaskCompletionSource NextChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
