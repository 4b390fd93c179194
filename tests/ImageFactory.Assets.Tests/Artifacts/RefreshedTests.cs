using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Store;
using ImageFactory.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageFactory.Assets.Tests.Artifacts;

public sealed class RefreshedTests : IAsyncLifetime
{
    private readonly MemoryObjectStore _store = new();
    private readonly ManualTime _time = new();
    private readonly CountQuestion _question = new();
    private readonly TaskCompletionSource<string?> _late = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Refreshed<string, string>> _opened = [];
    private Refreshed<string, string> _answers = null!; // set before each test

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private RefreshOptions Options => new() { Time = _time };

    public ValueTask InitializeAsync()
    {
        _answers = Start(Options);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var opened in _opened)
        {
            await opened.DisposeAsync();
        }
    }

    [Fact]
    public async Task An_answer_is_not_asked_for_again_before_its_time()
    {
        await GetAsync();
        _time.Advance(Options.Interval - TimeSpan.FromSeconds(1));

        Assert.Equal("1", await GetAsync());
        Assert.Equal(1, _question.Asked);
    }

    [Fact]
    public async Task An_old_answer_is_given_while_it_is_refreshed()
    {
        await GetAsync();
        _time.Advance(Options.Interval);
        _question.Source = _ => _late.Task;

        Assert.Equal("1", await GetAsync());

        _late.SetResult("new");
        Assert.Equal("new", await UntilAsync("new"));
    }

    [Fact]
    public async Task Who_would_be_turned_away_waits_for_the_refresh()
    {
        await GetAsync();
        _time.Advance(Options.Interval);

        Assert.Equal("2", await _answers.GetRefreshedAsync("key", Cancellation));
        Assert.Equal("2", await _answers.GetRefreshedAsync("key", Cancellation));
    }

    [Fact]
    public async Task Many_who_ask_at_once_are_one_question()
    {
        _question.Source = _ => _late.Task;
        var asking = Enumerable.Range(0, 100).Select(_ => GetAsync()).ToList();
        _late.SetResult("same");

        Assert.All(await Task.WhenAll(asking), answer => Assert.Equal("same", answer));
        Assert.Equal(1, _question.Asked);
    }

    [Fact]
    public async Task A_failure_leaves_the_last_good_answer()
    {
        await GetAsync();
        _time.Advance(Options.Interval);
        _question.Source = _ => throw CountQuestion.Fault;

        Assert.Equal("1", await _answers.GetRefreshedAsync("key", Cancellation));
        Assert.Equal(2, _question.Asked);
    }

    [Fact]
    public async Task A_restart_during_an_outage_leaves_the_last_good_answer()
    {
        await GetAsync();
        _question.Source = _ => throw CountQuestion.Fault;
        _answers = Start(Options);

        Assert.Equal("1", await GetAsync());
        Assert.Equal("1", await _answers.GetRefreshedAsync("key", Cancellation));
    }

    [Fact]
    public async Task A_restart_while_the_source_hangs_answers_at_once()
    {
        await GetAsync();
        _question.Source = _ => _late.Task;
        _answers = Start(Options);

        Assert.Equal("1", await GetAsync());
    }

    [Fact]
    public async Task A_damaged_answer_is_asked_for_again()
    {
        await GetAsync();
        var kept = Assert.Single(await _store.ListAsync(ObjectKind.Answer, string.Empty, null, 10, Cancellation));
        await _store.PutAsync(kept.Key, "nonsense"u8.ToArray(), Cancellation);
        _answers = Start(Options);

        Assert.Equal("2", await GetAsync());
    }

    [Fact]
    public async Task The_answers_of_another_source_are_not_given()
    {
        await GetAsync();
        _answers = Start(Options, "other");

        Assert.Equal("2", await GetAsync());
    }

    [Fact]
    public async Task A_first_failure_is_told_and_not_repeated_for_a_while()
    {
        _question.Source = _ => throw CountQuestion.Fault;

        for (var caller = 0; caller < 10; caller++)
        {
            var fault = await Assert.ThrowsAsync<FactoryException>(GetAsync);
            Assert.Equal((CountQuestion.Fault.Error, CountQuestion.Fault.Message), (fault.Error, fault.Message));
        }

        Assert.Equal(1, _question.Asked);
    }

    [Fact]
    public async Task Each_further_failure_doubles_the_wait_up_to_the_longest()
    {
        _question.Source = _ => throw CountQuestion.Fault;
        foreach (var seconds in new[] { 5, 10, 20, 40, 60, 60 })
        {
            await Assert.ThrowsAsync<FactoryException>(GetAsync);
            var asked = _question.Asked;
            _time.Advance(TimeSpan.FromSeconds(seconds - 1));
            await Assert.ThrowsAsync<FactoryException>(GetAsync);
            Assert.Equal(asked, _question.Asked);
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task A_source_that_is_back_is_noticed()
    {
        var healthy = _question.Source;
        _question.Source = _ => throw CountQuestion.Fault;
        await Assert.ThrowsAsync<FactoryException>(GetAsync);
        _question.Source = healthy;
        _time.Advance(Options.FirstRetry);

        Assert.Equal("2", await GetAsync());
    }

    [Fact]
    public async Task A_source_that_hangs_is_waited_for_only_so_long_and_its_answer_still_counts()
    {
        _question.Source = _ => _late.Task;
        _answers = Start(Options with { Patience = TimeSpan.FromMilliseconds(20) });

        var first = await Assert.ThrowsAsync<FactoryException>(GetWhileTimeGoesOnAsync);
        await Assert.ThrowsAsync<FactoryException>(GetWhileTimeGoesOnAsync);

        Assert.Equal(FactoryError.SourceUnavailable, first.Error);
        Assert.Contains("the count of key", first.Message, StringComparison.Ordinal);
        Assert.Equal(1, _question.Asked);
        _late.SetResult("late");
        Assert.Equal("late", await UntilAsync("late"));
    }

    [Fact]
    public async Task What_is_gone_is_forgotten()
    {
        await GetAsync();
        _question.Source = _ => Task.FromResult<string?>(null);
        _time.Advance(Options.Interval);

        Assert.Null(await _answers.GetRefreshedAsync("key", Cancellation));
        Assert.Empty(await _store.ListAsync(ObjectKind.Answer, string.Empty, null, 10, Cancellation));
    }

    [Fact]
    public async Task An_interval_of_zero_asks_each_time_and_survives_failures()
    {
        _answers = Start(RefreshOptions.Always with { Time = _time });
        Assert.Equal("1", await GetAsync());
        Assert.Equal("2", await GetAsync());
        _question.Source = _ => throw CountQuestion.Fault;

        Assert.Equal("2", await GetAsync());
    }

    [Fact]
    public async Task Who_leaves_ends_nothing()
    {
        _question.Source = _ => _late.Task;
        using var leaving = new CancellationTokenSource();
        var left = _answers.GetAsync("key", leaving.Token);
        var staying = GetAsync();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        _late.SetResult("answer");

        Assert.Equal("answer", await staying);
    }

    [Fact]
    public async Task The_end_of_the_factory_ends_what_is_asked()
    {
        _question.Source = _ => _late.Task;
        var asking = GetAsync();

        await _answers.DisposeAsync();
        _opened.Clear();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    private async Task<string?> GetWhileTimeGoesOnAsync()
    {
        var asking = GetAsync();
        while (!asking.IsCompleted)
        {
            await Task.Delay(1, Cancellation);
            _time.Advance(TimeSpan.FromMilliseconds(_question.Asked == 0 ? 0 : 20));
        }

        return await asking;
    }

    private Task<string?> GetAsync() => _answers.GetAsync("key", Cancellation);

    private async Task<string?> UntilAsync(string expected)
    {
        // The answer comes in the background; a failure before it may still be remembered.
        while (true)
        {
            var answer = await Record.ExceptionAsync(GetAsync) is null ? await GetAsync() : null;
            if (answer == expected)
            {
                return answer;
            }

            await Task.Delay(1, Cancellation);
        }
    }

    private Refreshed<string, string> Start(RefreshOptions options, string source = "source")
    {
        var started = new Refreshed<string, string>(
            _question, new KeptAnswers(_store, source, NullLogger.Instance), options, NullLogger.Instance);
        _opened.Add(started);
        return started;
    }
}
