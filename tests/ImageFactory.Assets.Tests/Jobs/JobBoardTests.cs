using ImageFactory.Assets.Jobs;
using ImageFactory.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageFactory.Assets.Tests.Jobs;

public sealed class JobBoardTests
{
    private static readonly JobRequest Request = new(new string('a', 64), "metal-amd64.iso", "192.0.2.1");

    private readonly ManualTime _time = new();
    private readonly JobBoard _board;
    private readonly TaskCompletionSource<int> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<CancellationToken> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _runs;

    public JobBoardTests() => _board = new JobBoard(new JobOptions { MostPerClient = 2, MostRunning = 3 }, _time, NullLogger<JobBoard>.Instance);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_hundred_who_ask_share_one_job()
    {
        var callers = Enumerable.Range(0, 200).Select(_ => _board.RunAsync(Request, WorkAsync, Cancellation)).ToList();
        _outcome.SetResult(7);

        Assert.All(await Task.WhenAll(callers), result => Assert.Equal(7, result));
        Assert.Equal(1, _runs);
    }

    [Fact]
    public async Task A_job_that_nobody_waits_for_ends_after_its_grace()
    {
        var work = await LeaveAloneAsync();

        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(work.IsCancellationRequested);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(work.IsCancellationRequested);
        Assert.Equal(JobStatus.Cancelled, (await EndOfAsync(_board.Find(Request.Id)!)).Status);
    }

    [Fact]
    public async Task One_who_comes_back_in_time_finds_the_job_going_on()
    {
        var work = await LeaveAloneAsync();
        _time.Advance(TimeSpan.FromSeconds(59));
        var back = _board.RunAsync(Request, WorkAsync, Cancellation);
        _time.Advance(TimeSpan.FromSeconds(60));
        _outcome.SetResult(7);

        Assert.Equal(7, await back);
        Assert.False(work.IsCancellationRequested);
        Assert.Equal(1, _runs);
    }

    [Fact]
    public async Task One_who_comes_after_the_end_starts_anew()
    {
        await LeaveAloneAsync();
        _time.Advance(TimeSpan.FromSeconds(60));

        var second = _board.RunAsync(Request, (_, _) => Task.FromResult(8), Cancellation);

        Assert.Equal(8, await second);
    }

    [Fact]
    public async Task A_job_that_was_begun_to_go_on_alone_does()
    {
        _board.Start(Request, WorkAsync);
        var work = await _begun.Task;
        using var leaving = new CancellationTokenSource();
        var waiting = _board.RunAsync(Request, WorkAsync, leaving.Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        _time.Advance(TimeSpan.FromHours(1));

        Assert.False(work.IsCancellationRequested);
    }

    [Fact]
    public async Task A_fault_reaches_all_and_the_next_one_tries_again()
    {
        var callers = Enumerable.Range(0, 3).Select(_ => _board.RunAsync(Request, WorkAsync, Cancellation)).ToList();
        _outcome.SetException(new FactoryException(FactoryError.SourceUnavailable, "no registry"));
        foreach (var caller in callers)
        {
            await Assert.ThrowsAsync<FactoryException>(() => caller);
        }

        Assert.Equal("no registry", (await EndOfAsync(_board.Find(Request.Id)!)).Error);
        Assert.Equal(8, await _board.RunAsync(Request, (_, _) => Task.FromResult(8), Cancellation));
    }

    [Fact]
    public async Task Who_watches_sees_stages_with_bytes_done_of_bytes_to_do()
    {
        var running = _board.RunAsync(
            Request,
            async (progress, _) =>
            {
                progress.Report(new BuildProgress(BuildStage.Fetch, "imager", 0, 100));
                progress.Report(new BuildProgress(BuildStage.Fetch, "imager", 100, 100));
                progress.Report(new BuildProgress(BuildStage.Extensions, "gvisor", 20, 50));
                return await _outcome.Task;
            },
            Cancellation);
        _outcome.SetResult(7);
        await running;

        var end = await EndOfAsync(_board.Find(Request.Id)!);
        Assert.Equal([BuildStage.Fetch, BuildStage.Extensions], end.Steps.Select(step => step.Stage));
        Assert.Equal((120, 150), (end.BytesDone, end.BytesTotal));
        Assert.Equal(JobStatus.Done, end.Status);
    }

    [Fact]
    public void A_client_may_have_so_many_jobs_and_no_more()
    {
        _board.Start(Request, WorkAsync);
        _board.Start(Request with { Id = new string('b', 64) }, WorkAsync);

        _board.Start(Request, WorkAsync); // joins
        var third = Record.Exception(() => _board.Start(Request with { Id = new string('c', 64) }, WorkAsync));

        Assert.Equal(FactoryError.TooManyRequests, Assert.IsType<FactoryException>(third).Error);
    }

    [Fact]
    public void The_factory_takes_so_many_jobs_and_no_more()
    {
        foreach (var client in new[] { "one", "two", "three" })
        {
            _board.Start(new JobRequest(client, client, client), WorkAsync);
        }

        var fourth = Record.Exception(() => _board.Start(new JobRequest("four", "four", "four"), WorkAsync));

        Assert.Equal(FactoryError.Busy, Assert.IsType<FactoryException>(fourth).Error);
    }

    [Fact]
    public async Task An_ended_job_is_shown_for_a_while()
    {
        _outcome.SetResult(7);
        await _board.RunAsync(Request, WorkAsync, Cancellation);
        await EndOfAsync(_board.Find(Request.Id)!);

        _time.Advance(TimeSpan.FromMinutes(11));
        await _board.RunAsync(Request with { Id = new string('b', 64) }, WorkAsync, Cancellation);

        Assert.Null(_board.Find(Request.Id));
    }

    private async Task<CancellationToken> LeaveAloneAsync()
    {
        using var leaving = new CancellationTokenSource();
        var waiting = _board.RunAsync(Request, WorkAsync, leaving.Token);
        var work = await _begun.Task;
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        return work;
    }

    private static async Task<JobSnapshot> EndOfAsync(Job job)
    {
        var last = job.Snapshot();
        await foreach (var snapshot in job.WatchAsync(Cancellation))
        {
            last = snapshot;
        }

        return last;
    }

    private Task<int> WorkAsync(IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _runs);
        _begun.TrySetResult(cancellationToken);
        return _outcome.Task.WaitAsync(cancellationToken);
    }
}
