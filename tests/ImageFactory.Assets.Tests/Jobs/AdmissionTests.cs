using ImageFactory.Assets.Jobs;

namespace ImageFactory.Assets.Tests.Jobs;

public sealed class AdmissionTests : IDisposable
{
    private const long MiB = 1024 * 1024;

    private readonly Admission _admission = new(budget: 100 * MiB, waiting: 100 * MiB);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_fits_into_the_memory_is_admitted_together()
    {
        using var one = await _admission.EnterAsync(60 * MiB, Cancellation);
        using var other = await _admission.EnterAsync(40 * MiB, Cancellation);
    }

    [Fact]
    public async Task What_does_not_fit_waits_until_it_does()
    {
        var one = await _admission.EnterAsync(60 * MiB, Cancellation);
        var other = _admission.EnterAsync(41 * MiB, Cancellation);
        Assert.False(other.IsCompleted);

        one.Dispose();

        (await other).Dispose();
    }

    [Fact]
    public async Task What_takes_more_than_all_memory_is_admitted_alone()
    {
        using var large = await _admission.EnterAsync(1000 * MiB, Cancellation);
        var small = _admission.EnterAsync(1, Cancellation);

        Assert.False(small.IsCompleted);
        large.Dispose();
        (await small).Dispose();
    }

    [Fact]
    public async Task What_does_not_fit_into_the_queue_is_refused()
    {
        using var one = await _admission.EnterAsync(100 * MiB, Cancellation);
        var waiting = _admission.EnterAsync(100 * MiB, Cancellation);

        var refused = await Assert.ThrowsAsync<FactoryException>(() => _admission.EnterAsync(1, Cancellation));

        Assert.Equal(FactoryError.Busy, refused.Error);
        one.Dispose();
        (await waiting).Dispose();
    }

    [Fact]
    public async Task One_who_leaves_the_queue_makes_room_in_it()
    {
        using var one = await _admission.EnterAsync(100 * MiB, Cancellation);
        using var leaving = new CancellationTokenSource();
        var left = _admission.EnterAsync(100 * MiB, leaving.Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);

        var next = _admission.EnterAsync(100 * MiB, Cancellation);
        one.Dispose();

        (await next).Dispose();
    }

    public void Dispose() => _admission.Dispose();
}
