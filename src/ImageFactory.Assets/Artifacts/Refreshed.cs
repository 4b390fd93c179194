using System.Collections.Concurrent;
using ImageFactory.Assets.Jobs;
using Microsoft.Extensions.Logging;

namespace ImageFactory.Assets.Artifacts;

/// <summary>
/// The last good answers to a question, which may be old: they are given at once and asked for again in the background. They are kept
/// in the store, so that neither an outage of the source nor a restart during one is noticed. However many want an answer, the source
/// is asked once at a time, and after a failure not for a while.
/// </summary>
internal sealed partial class Refreshed<TKey, TAnswer> : IAsyncDisposable
    where TKey : notnull
    where TAnswer : class
{
    // Clients name references of their own: what they name is not remembered without end.
    private const int MostStates = 4096;

    private readonly IQuestion<TKey, TAnswer> _question;
    private readonly KeptAnswers _kept;
    private readonly RefreshOptions _options;
    private readonly ILogger _logger;
    private readonly SingleFlight<TKey, State> _asking = new();
    private readonly ConcurrentDictionary<TKey, State> _states = new();
    private readonly ConcurrentDictionary<TKey, Task> _running = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationToken _stopped;

    public Refreshed(IQuestion<TKey, TAnswer> question, KeptAnswers kept, RefreshOptions options, ILogger logger)
    {
        _question = question;
        _kept = kept;
        _options = options;
        _logger = logger;
        _stopped = _stopping.Token;
    }

    private DateTimeOffset Now => _options.Time.GetUtcNow();

    /// <summary>The answer, or null when there is no such thing. Waits only when no answer is known.</summary>
    /// <exception cref="FactoryException">No answer is known, and the source gives none.</exception>
    public Task<TAnswer?> GetAsync(TKey key, CancellationToken cancellationToken) =>
        GetAsync(key, waits: _options.Interval == TimeSpan.Zero, cancellationToken);

    /// <summary>The same, but waits for a refresh that is due: for those whom the old answer would turn away.</summary>
    /// <exception cref="FactoryException">No answer is known, and the source gives none.</exception>
    public Task<TAnswer?> GetRefreshedAsync(TKey key, CancellationToken cancellationToken) =>
        GetAsync(key, waits: true, cancellationToken);

    /// <summary>Ends what is asked in the background.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_running.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task<TAnswer?> GetAsync(TKey key, bool waits, CancellationToken cancellationToken)
    {
        var known = await FindAsync(key, cancellationToken);
        if (!known.IsDue(Now))
        {
            return known.Get();
        }

        var asking = AskInBackground(key);
        if (known.Answer is not null && !waits)
        {
            return known.Answer;
        }

        try
        {
            return (await asking.WaitAsync(_options.Patience, _options.Time, cancellationToken)).Get();
        }
        catch (TimeoutException)
        {
            return Fail(key, new FactoryException(
                FactoryError.SourceUnavailable,
                $"The source of Talos images was asked for {_question.Describe(key)} and has not answered; try again later.")).Get();
        }
    }

    private async ValueTask<State> FindAsync(TKey key, CancellationToken cancellationToken)
    {
        if (_states.TryGetValue(key, out var known))
        {
            return known;
        }

        if (_states.Count >= MostStates)
        {
            ForgetIdle();
        }

        return _states.GetOrAdd(key, new State(await FindKeptAsync(key, cancellationToken), null, DateTimeOffset.MinValue, 0));
    }

    private void ForgetIdle()
    {
        foreach (var key in _states.Keys.Where(key => !_running.TryGetValue(key, out var asking) || asking.IsCompleted).ToList())
        {
            _states.TryRemove(key, out _);
            _running.TryRemove(key, out _);
        }
    }

    // One that was forgotten between question and answer is as one that was never asked.
    private State StateOf(TKey key) => _states.GetOrAdd(key, new State(null, null, DateTimeOffset.MinValue, 0));

    private async Task<TAnswer?> FindKeptAsync(TKey key, CancellationToken cancellationToken)
    {
        var document = await _kept.FindAsync(_question.Describe(key), cancellationToken);
        try
        {
            return document is null ? null : _question.Read(key, document.Value.Span);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private Task<State> AskInBackground(TKey key)
    {
        var asking = _asking.RunAsync(key, _ => AskAsync(key, _stopped), CancellationToken.None);
        _running[key] = asking;
        return asking;
    }

    private async Task<State> AskAsync(TKey key, CancellationToken cancellationToken)
    {
        var known = StateOf(key);
        if (!known.IsDue(Now))
        {
            // Somebody's question was answered just before.
            return known;
        }

        try
        {
            var answer = await _question.AskAsync(key, known.Answer, cancellationToken);
            await KeepAsync(key, known.Answer, answer, cancellationToken);
            // What is not there may come any time.
            return _states[key] = new State(answer, null, Now + (answer is null ? _options.FirstRetry : _options.Interval), 0);
        }
        catch (FactoryException fault)
        {
            return Fail(key, fault);
        }
    }

    private async Task KeepAsync(TKey key, TAnswer? known, TAnswer? answer, CancellationToken cancellationToken)
    {
        var question = _question.Describe(key);
        if (answer is null)
        {
            await _kept.ForgetAsync(question, cancellationToken);
        }
        else if (!ReferenceEquals(answer, known))
        {
            await _kept.PutAsync(question, _question.Write(answer), cancellationToken);
        }
    }

    private State Fail(TKey key, FactoryException fault)
    {
        var known = StateOf(key);
        if (known.IsDue(Now))
        {
            var doubled = _options.FirstRetry * Math.Pow(2, Math.Min(known.Faults, 16));
            var wait = doubled < _options.LongestRetry ? doubled : _options.LongestRetry;
            // Of several who notice it the first counts, and an answer that came meanwhile stays.
            if (_states.TryUpdate(key, known with { Fault = fault, Due = Now + wait, Faults = known.Faults + 1 }, known))
            {
                LogFailed(fault.InnerException, _question.Describe(key), fault.Message, known.Answer is not null);
            }
        }

        return StateOf(key);
    }

    [LoggerMessage(LogLevel.Warning, "The source did not give {Question}: {Reason} An older answer serves: {HasAnswer}")]
    private partial void LogFailed(Exception? cause, string question, string reason, bool hasAnswer);

    private sealed record State(TAnswer? Answer, FactoryException? Fault, DateTimeOffset Due, int Faults)
    {
        public bool IsDue(DateTimeOffset now) => Due <= now;

        public TAnswer? Get() => Answer is null && Fault is not null
            ? throw new FactoryException(Fault.Error, Fault.Message, Fault.InnerException)
            : Answer;
    }
}
