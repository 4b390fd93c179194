using ImageFactory.Assets.Store;
using ImageFactory.Formats.Extents;
using ImageFactory.Testing;

namespace ImageFactory.Assets.Tests.Store;

/// <summary>What goes when a store exceeds its budget. Every object is 100 bytes long.</summary>
public sealed class EvictionTests
{
    private readonly ManualTime _time = new();
    private readonly MemoryObjectStore _objects = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_least_recently_used_go_first()
    {
        using var store = await StartAsync(350);
        await PutAsync(store, Blob(1), Blob(2), Blob(3), Recipe(4), Blob(5));

        await store.TidyAsync(Token);

        Assert.Equal([Blob(3), Recipe(4), Blob(5)], await KeptAsync());
        Assert.Equal(new StoreUsage(350, 300, 3, 200, 2), store.Usage);
    }

    [Fact]
    public async Task Who_is_asked_for_stays_longer()
    {
        using var store = await StartAsync(350);
        await PutAsync(store, Blob(1), Blob(2), Blob(3));
        await store.StatAsync(Blob(1), Token);
        await (await store.FindAsync(Blob(2), Token))!.DisposeAsync();
        await PutAsync(store, Blob(4));

        await store.TidyAsync(Token);

        Assert.Equal([Blob(1), Blob(2), Blob(4)], await KeptAsync());
    }

    [Fact]
    public async Task Within_the_budget_everything_stays()
    {
        using var store = await StartAsync(300);
        await PutAsync(store, Blob(1), Blob(2), Blob(3));

        await store.TidyAsync(Token);

        Assert.Equal(new StoreUsage(300, 300, 3, 0, 0), store.Usage);
    }

    [Fact]
    public async Task Without_a_budget_everything_stays_and_is_counted()
    {
        using var store = await StartAsync(null);
        await PutAsync(store, Blob(1), Blob(2), Recipe(1), Blob(1));

        await store.TidyAsync(Token);

        Assert.Equal(new StoreUsage(null, 300, 3, 0, 0), store.Usage);
    }

    [Fact]
    public async Task Schematics_are_neither_evicted_nor_counted()
    {
        var schematic = new ObjectKey(ObjectKind.Schematic, Blob(1).Hex);
        using var store = await StartAsync(50);
        await PutAsync(store, schematic, Blob(2));

        await store.TidyAsync(Token);

        Assert.NotNull(await store.StatAsync(schematic, Token));
        Assert.Equal(0, store.Usage.Bytes);
    }

    [Fact]
    public async Task What_is_held_stays_until_all_let_go()
    {
        using var store = await StartAsync(50);
        var first = store.Hold([Blob(1)]);
        using var second = store.Hold([Blob(1)]);
        await PutAsync(store, Blob(1), Blob(2));
        first.Dispose();
        first.Dispose();

        await store.TidyAsync(Token);
        Assert.Equal([Blob(1)], await KeptAsync());

        second.Dispose();
        await store.TidyAsync(Token);
        Assert.Empty(await KeptAsync());
    }

    [Fact]
    public async Task What_a_running_build_made_or_found_stays()
    {
        await _objects.PutAsync(Blob(1), new byte[100], Token);
        await _objects.PutAsync(Blob(2), new byte[100], Token);
        await _objects.NoteUseAsync(Blob(2), DateTimeOffset.UnixEpoch, Token);
        using var store = new BoundedObjectStore(_objects, 50, _time);
        using (store.BeginBuild())
        {
            await store.StatAsync(Blob(1), Token);
            await PutAsync(store, Blob(3));
            await store.TidyAsync(Token);

            Assert.Equal([Blob(1), Blob(3)], await KeptAsync());
        }

        await store.TidyAsync(Token);
        Assert.Empty(await KeptAsync());
    }

    [Fact]
    public async Task The_oldest_running_build_counts()
    {
        using var store = await StartAsync(50);
        using var oldest = store.BeginBuild();
        await PutAsync(store, Blob(1));
        store.BeginBuild().Dispose();

        await store.TidyAsync(Token);

        Assert.Equal([Blob(1)], await KeptAsync());
    }

    [Fact]
    public async Task The_order_of_uses_survives_a_restart()
    {
        using (var before = await StartAsync(null))
        {
            await PutAsync(before, Blob(1), Blob(2), Blob(3));
            _time.Advance(TimeSpan.FromHours(2));
            foreach (var key in new[] { Blob(1), Blob(2), Blob(3) })
            {
                await _objects.NoteUseAsync(key, _time.GetUtcNow() - TimeSpan.FromHours(2), Token);
            }

            await before.StatAsync(Blob(1), Token);
        }

        using var store = await StartAsync(150);
        await store.TidyAsync(Token);

        Assert.Equal([Blob(1)], await KeptAsync());
    }

    [Fact]
    public async Task Objects_are_listed_once_and_not_for_each_put()
    {
        var counting = new CountingStore(_objects);
        using var store = new BoundedObjectStore(counting, 10_000, _time);
        await store.TidyAsync(Token);
        var listed = counting.Listed;

        for (byte number = 0; number < 50; number++)
        {
            await PutAsync(store, Blob(number));
            await store.TidyAsync(Token);
        }

        Assert.Equal(listed, counting.Listed);
        Assert.Equal(5000, store.Usage.Bytes);
    }

    [Fact]
    public async Task What_another_process_put_or_deleted_is_noticed_after_an_hour()
    {
        using var store = await StartAsync(null);
        await PutAsync(store, Blob(1));
        await _objects.DeleteAsync(Blob(1), Token);
        await _objects.PutAsync(Blob(2), new byte[100], Token);
        await _objects.PutAsync(Blob(3), new byte[100], Token);

        await store.TidyAsync(Token);
        Assert.Equal(100, store.Usage.Bytes);

        _time.Advance(TimeSpan.FromHours(1));
        await store.TidyAsync(Token);
        Assert.Equal(200, store.Usage.Bytes);
    }

    [Fact]
    public async Task What_is_found_missing_does_not_count_any_more()
    {
        using var store = await StartAsync(null);
        await PutAsync(store, Blob(1), Blob(2), Blob(3));
        await _objects.DeleteAsync(Blob(1), Token);
        await store.DeleteAsync(Blob(2), Token);

        Assert.Null(await store.StatAsync(Blob(1), Token));

        Assert.Equal(new StoreUsage(null, 100, 1, 0, 0), store.Usage);
    }

    [Fact]
    public async Task Who_asks_for_what_is_being_evicted_gets_nothing_rather_than_a_promise()
    {
        var slow = new SlowDeletes(_objects);
        using var store = new BoundedObjectStore(slow, 50, _time);

        var asking = await EvictAsync(store, slow, () => store.StatAsync(Blob(1), Token).AsTask());

        Assert.Null(await asking);
    }

    [Fact]
    public async Task What_is_put_while_it_is_being_evicted_is_there_afterwards()
    {
        var slow = new SlowDeletes(_objects);
        using var store = new BoundedObjectStore(slow, 50, _time);

        await await EvictAsync(store, slow, () => PutAsync(store, Blob(1)));

        Assert.Equal([Blob(1)], await KeptAsync());
        Assert.Equal(100, store.Usage.Bytes);
    }

    [Fact]
    public async Task What_cannot_be_deleted_still_counts()
    {
        var slow = new SlowDeletes(_objects);
        using var store = new BoundedObjectStore(slow, 50, _time);
        await _objects.PutAsync(Blob(1), new byte[100], Token);
        slow.Fail();

        await Assert.ThrowsAsync<IOException>(() => store.TidyAsync(Token));

        Assert.Equal(new StoreUsage(50, 100, 1, 0, 0), store.Usage);
        Assert.NotNull(await store.StatAsync(Blob(1), Token));
    }

    private static ObjectKey Blob(byte number) => new(ObjectKind.Blob, Digest.OfBytes([number]).Hex);

    private static ObjectKey Recipe(byte number) => new(ObjectKind.Recipe, Digest.OfBytes([number]).Hex);

    private static async Task PutAsync(BoundedObjectStore store, params ObjectKey[] keys)
    {
        // All at once, as nothing goes while a build is running.
        using var build = store.BeginBuild();
        foreach (var key in keys)
        {
            await store.PutAsync(key, new byte[100], Token);
        }
    }

    // What a build that goes on does while the only blob is being deleted.
    private async Task<T> EvictAsync<T>(BoundedObjectStore store, SlowDeletes slow, Func<T> meanwhile)
        where T : Task
    {
        await _objects.PutAsync(Blob(1), new byte[100], Token);
        var tidying = store.TidyAsync(Token);
        await slow.Begun;
        _ = store.BeginBuild();
        var result = meanwhile();
        slow.GoOn();
        await tidying;
        return result;
    }

    private async Task<BoundedObjectStore> StartAsync(long? budget)
    {
        var store = new BoundedObjectStore(_objects, budget, _time);
        await store.TidyAsync(Token);
        return store;
    }

    private async Task<IReadOnlyList<ObjectKey>> KeptAsync()
    {
        var blobs = await _objects.ListAsync(ObjectKind.Blob, string.Empty, null, 100, Token);
        var recipes = await _objects.ListAsync(ObjectKind.Recipe, string.Empty, null, 100, Token);
        return [.. Enumerable.Range(0, 100).SelectMany(number => new[] { Blob((byte)number), Recipe((byte)number) })
            .Intersect(blobs.Concat(recipes).Select(info => info.Key))];
    }
}
