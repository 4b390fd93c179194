using System.Diagnostics.CodeAnalysis;

namespace ImageFactory.Assets.Jobs;

/// <summary>
/// Work that several wait for. Who starts it waits from the start; when the last one has left, the work may go on for a while, in case
/// somebody comes back, and is then cancelled.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = Undisposed)]
internal sealed class Flight<TValue>
{
    private const string Undisposed = "A source without a timer holds nothing, and the last one to leave may come after the end.";

    [SuppressMessage("Reliability", "S2930", Justification = Undisposed)]
    private readonly CancellationTokenSource _cancellation = new();
    private readonly Lock _lock = new();
    private readonly TimeSpan _grace;
    private readonly TimeProvider _time;
    private int _waiting = 1;
    private bool _isEnding;
    private ITimer? _timer;

    /// <summary>Starts the work.</summary>
    /// <param name="grace">How long the work goes on with nobody waiting.</param>
    public Flight(Func<CancellationToken, Task<TValue>> work, TimeSpan grace, TimeProvider time)
    {
        _grace = grace;
        _time = time;
        Outcome = Task.Run(() => work(_cancellation.Token), CancellationToken.None);
    }

    /// <summary>What the work comes to.</summary>
    public Task<TValue> Outcome { get; }

    /// <summary>Counts one more who waits; false when the work has ended or is being cancelled.</summary>
    public bool TryJoin()
    {
        lock (_lock)
        {
            if (_isEnding || Outcome.IsCompleted)
            {
                return false;
            }

            _waiting++;
            _timer?.Dispose();
            _timer = null;
            return true;
        }
    }

    /// <summary>Waits, as one who was counted, and leaves.</summary>
    public async Task<TValue> WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Outcome.WaitAsync(cancellationToken);
        }
        finally
        {
            Leave();
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            _waiting--;
            if (_waiting > 0 || Outcome.IsCompleted)
            {
                return;
            }

            if (_grace > TimeSpan.Zero)
            {
                _timer = _time.CreateTimer(_ => EndIfAlone(), null, _grace, Timeout.InfiniteTimeSpan);
                return;
            }
        }

        EndIfAlone();
    }

    private void EndIfAlone()
    {
        lock (_lock)
        {
            if (_waiting > 0)
            {
                return;
            }

            _isEnding = true;
        }

        _cancellation.Cancel();
    }
}
