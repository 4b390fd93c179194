using ImageFactory.Assets.Jobs;

namespace ImageFactory.Assets.Tests.Jobs;

public sealed class SingleFlightTests
{
    private readonly SingleFlight<string, int> _flights = new();
    private readonly TaskCompletionSource<int> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _runs;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Work_runs_once_for_all_who_ask_meanwhile()
    {
        var callers = Enumerable.Range(0, 50).Select(_ => Task.Run(() => _flights.RunAsync("key", WorkAsync, Cancellation), Cancellation)).ToList();
        await WaitForStartAsync();
        _outcome.SetResult(7);

        Assert.All(await Task.WhenAll(callers), outcome => Assert.Equal(7, outcome));
    }

    [Fact]
    public async Task Callers_at_the_same_time_share_one_run()
    {
        var callers = Enumerable.Range(0, 50).Select(_ => _flights.RunAsync("key", WorkAsync, Cancellation)).ToList();
        _outcome.SetResult(7);
        await Task.WhenAll(callers);

        Assert.Equal(1, _runs);
    }

    [Fact]
    public async Task Other_keys_have_runs_of_their_own()
    {
        var one = _flights.RunAsync("one", WorkAsync, Cancellation);
        var other = _flights.RunAsync("other", WorkAsync, Cancellation);
        _outcome.SetResult(7);
        await Task.WhenAll(one, other);

        Assert.Equal(2, _runs);
    }

    [Fact]
    public async Task A_fault_reaches_all_and_is_not_kept()
    {
        var callers = Enumerable.Range(0, 50).Select(_ => _flights.RunAsync("key", WorkAsync, Cancellation)).ToList();
        _outcome.SetException(new InvalidDataException("broken"));
        foreach (var caller in callers)
        {
            await Assert.ThrowsAsync<InvalidDataException>(() => caller);
        }

        Assert.Equal(1, _runs);
        Assert.Equal(8, await _flights.RunAsync("key", _ => Task.FromResult(8), Cancellation));
    }

    [Fact]
    public async Task One_who_leaves_cancels_nothing_for_the_others()
    {
        using var leaving = new CancellationTokenSource();
        var first = _flights.RunAsync("key", WorkAsync, leaving.Token);
        var second = _flights.RunAsync("key", WorkAsync, Cancellation);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        _outcome.SetResult(7);

        Assert.Equal(7, await second);
        Assert.Equal(1, _runs);
    }

    [Fact]
    public async Task When_all_have_left_the_work_ends_and_the_next_one_starts_anew()
    {
        using var leaving = new CancellationTokenSource();
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var left = _flights.RunAsync("key", WorkUntilCancelledAsync, leaving.Token);
        await WaitForStartAsync();

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);

        await ended.Task.WaitAsync(Cancellation);
        Assert.Equal(8, await _flights.RunAsync("key", _ => Task.FromResult(8), Cancellation));

        async Task<int> WorkUntilCancelledAsync(CancellationToken cancellationToken)
        {
            try
            {
                return await WorkAsync(cancellationToken);
            }
            finally
            {
                ended.SetResult();
            }
        }
    }

    [Fact]
    public async Task Work_that_is_done_is_not_remembered()
    {
        _outcome.SetResult(7);
        await _flights.RunAsync("key", WorkAsync, Cancellation);
        await _flights.RunAsync("key", WorkAsync, Cancellation);

        Assert.Equal(2, _runs);
    }

    [Fact]
    public async Task Work_that_throws_at_once_is_a_fault_like_any_other() =>
        await Assert.ThrowsAsync<InvalidDataException>(
            () => _flights.RunAsync("key", _ => throw new InvalidDataException(), Cancellation));

    private Task<int> WorkAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _runs);
        return _outcome.Task.WaitAsync(cancellationToken);
    }

    private async Task WaitForStartAsync()
    {
        while (Volatile.Read(ref _runs) == 0)
        {
            await Task.Delay(1, Cancellation);
        }
    }
}
