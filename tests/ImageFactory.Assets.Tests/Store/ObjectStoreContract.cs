using System.Text;
using ImageFactory.Assets.Store;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Tests.Store;

/// <summary>What holds for every object store.</summary>
public abstract class ObjectStoreContract
{
    private protected static readonly ObjectKey Key = new(ObjectKind.Recipe, new string('a', 64));

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected abstract IObjectStore Store { get; }

    [Fact]
    public async Task What_was_put_is_read_back()
    {
        await Store.PutAsync(Key, new MemoryStream("content"u8.ToArray()), Token);

        Assert.Equal("content", await ReadAsync(Key));
        var info = await Store.StatAsync(Key, Token);
        Assert.Equal((Key, 7), (info?.Key, info?.Length));
    }

    [Fact]
    public async Task A_range_is_read_from_the_middle()
    {
        await Store.PutAsync(Key, "0123456789"u8.ToArray(), Token);
        await using var source = await Store.FindAsync(Key, Token);
        var buffer = new byte[4];

        var count = await source!.ReadAsync(3, buffer, Token);

        Assert.Equal("3456", Encoding.ASCII.GetString(buffer, 0, count));
        Assert.Equal(0, await source.ReadAsync(10, buffer, Token));
        Assert.Equal(10, source.Length);
    }

    [Fact]
    public async Task An_empty_object_is_an_object()
    {
        await Store.PutAsync(Key, ReadOnlyMemory<byte>.Empty, Token);

        Assert.Equal(string.Empty, await ReadAsync(Key));
    }

    [Fact]
    public async Task What_was_never_put_is_not_there()
    {
        Assert.Null(await Store.FindAsync(Key, Token));
        Assert.Null(await Store.StatAsync(Key, Token));
        Assert.Null(await Store.FindBytesAsync(Key, 10, Token));
        Assert.False(await Store.DeleteAsync(Key, Token));
    }

    [Fact]
    public async Task The_same_name_in_another_kind_is_another_object()
    {
        await Store.PutAsync(Key, "recipe"u8.ToArray(), Token);

        Assert.Null(await Store.FindAsync(new ObjectKey(ObjectKind.Lease, Key.Hex), Token));
    }

    [Fact]
    public async Task A_put_replaces_what_was_there()
    {
        await Store.PutAsync(Key, "first, and longer"u8.ToArray(), Token);
        await Store.PutAsync(Key, "second"u8.ToArray(), Token);

        Assert.Equal("second", await ReadAsync(Key));
    }

    [Fact]
    public async Task A_version_stays_until_the_next_put()
    {
        await Store.PutAsync(Key, "content"u8.ToArray(), Token);
        var first = await Store.StatAsync(Key, Token);
        var same = await Store.StatAsync(Key, Token);
        await Store.PutAsync(Key, "content"u8.ToArray(), Token);
        var other = await Store.StatAsync(Key, Token);

        Assert.Equal(first?.Version, same?.Version);
        Assert.NotEqual(first?.Version, other?.Version);
    }

    [Fact]
    public async Task A_noted_use_is_remembered_and_is_no_change()
    {
        var time = new DateTimeOffset(2020, 1, 2, 3, 4, 5, TimeSpan.Zero);
        await Store.PutAsync(Key, "content"u8.ToArray(), Token);
        var before = await Store.StatAsync(Key, Token);

        await Store.NoteUseAsync(Key, time, Token);

        Assert.Equal(before! with { LastUsed = time }, await Store.StatAsync(Key, Token));
        Assert.Equal(time, Assert.Single(await Store.ListAsync(Key.Kind, string.Empty, null, 10, Token)).LastUsed);
    }

    [Fact]
    public async Task A_use_of_what_is_not_there_is_no_fault()
    {
        await Store.NoteUseAsync(Key, DateTimeOffset.UnixEpoch, Token);

        Assert.Null(await Store.StatAsync(Key, Token));
    }

    [Fact]
    public async Task Who_reads_is_not_disturbed_by_a_put_or_a_delete()
    {
        await Store.PutAsync(Key, "first"u8.ToArray(), Token);
        await using var source = await Store.FindAsync(Key, Token);
        await Store.PutAsync(Key, "other"u8.ToArray(), Token);
        await Store.DeleteAsync(Key, Token);
        var buffer = new byte[5];

        await source!.ReadAsync(0, buffer, Token);

        Assert.Equal("first", Encoding.ASCII.GetString(buffer));
    }

    [Fact]
    public async Task Put_if_absent_keeps_what_was_there()
    {
        Assert.True(await Store.PutIfAbsentAsync(Key, "first"u8.ToArray(), Token));
        Assert.False(await Store.PutIfAbsentAsync(Key, "second"u8.ToArray(), Token));

        Assert.Equal("first", await ReadAsync(Key));
    }

    [Fact]
    public async Task Of_many_puts_if_absent_at_once_exactly_one_wins()
    {
        for (var round = 0; round < 20; round++)
        {
            var key = new ObjectKey(ObjectKind.Lease, Digest.OfBytes([(byte)round]).Hex);
            using var start = new Barrier(8);
            var owners = await Task.WhenAll(Enumerable.Range(0, 8).Select(owner => Task.Factory.StartNew(
                () => TryOwnAsync(key, owner, start), Token, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));

            var winner = Assert.Single(owners, owner => owner is not null);
            Assert.Equal(winner, await ReadAsync(key));
        }
    }

    [Fact]
    public async Task A_deleted_object_is_gone()
    {
        await Store.PutAsync(Key, "content"u8.ToArray(), Token);

        Assert.True(await Store.DeleteAsync(Key, Token));

        Assert.Null(await Store.StatAsync(Key, Token));
        Assert.True(await Store.PutIfAbsentAsync(Key, "again"u8.ToArray(), Token));
    }

    [Fact]
    public async Task What_is_staged_is_not_there_before_it_is_put()
    {
        await using (var staged = await Store.StageAsync(Token))
        {
            await staged.Content.WriteAsync("half"u8.ToArray(), Token);
        }

        Assert.Empty(await Store.ListAsync(Key.Kind, string.Empty, null, 10, Token));
    }

    [Fact]
    public async Task A_list_is_sorted_and_comes_in_pages()
    {
        var names = Enumerable.Range(0, 25).Select(number => Digest.OfBytes([(byte)number]).Hex).ToList();
        foreach (var name in names)
        {
            await Store.PutAsync(new ObjectKey(ObjectKind.Schematic, name), "x"u8.ToArray(), Token);
        }

        var listed = new List<ObjectInfo>();
        IReadOnlyList<ObjectInfo> page;
        do
        {
            page = await Store.ListAsync(ObjectKind.Schematic, string.Empty, listed.LastOrDefault()?.Key.Hex, 10, Token);
            listed.AddRange(page);
        }
        while (page.Count == 10);

        Assert.Equal(
            names.Order(StringComparer.Ordinal).Select(name => (new ObjectKey(ObjectKind.Schematic, name), 1L)),
            listed.Select(info => (info.Key, info.Length)));
    }

    [Fact]
    public async Task A_list_has_only_the_kind_and_the_prefix_that_are_asked_for()
    {
        var wanted = new ObjectKey(ObjectKind.Schematic, "ab" + new string('0', 62));
        await Store.PutAsync(wanted, "x"u8.ToArray(), Token);
        await Store.PutAsync(new ObjectKey(ObjectKind.Schematic, new string('a', 64)), "x"u8.ToArray(), Token);
        await Store.PutAsync(new ObjectKey(ObjectKind.Recipe, wanted.Hex), "x"u8.ToArray(), Token);

        var listed = await Store.ListAsync(ObjectKind.Schematic, "ab", null, 10, Token);

        Assert.Equal(wanted, Assert.Single(listed).Key);
    }

    [Fact]
    public async Task A_page_has_at_least_one_object() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.ListAsync(Key.Kind, string.Empty, null, 0, Token));

    [Fact]
    public async Task A_source_that_breaks_off_leaves_what_was_there()
    {
        await Store.PutAsync(Key, "before"u8.ToArray(), Token);

        await Assert.ThrowsAsync<IOException>(() => Store.PutAsync(Key, new BrokenStream(100_000), Token));

        Assert.Equal("before", await ReadAsync(Key));
    }

    [Fact]
    public async Task An_object_longer_than_expected_is_bad_data()
    {
        await Store.PutAsync(Key, "12345"u8.ToArray(), Token);

        await Assert.ThrowsAsync<InvalidDataException>(() => Store.FindBytesAsync(Key, 4, Token));
    }

    private protected async Task<string?> ReadAsync(ObjectKey key)
    {
        var bytes = await Store.FindBytesAsync(key, 1_000_000, Token);
        return bytes is null ? null : Encoding.UTF8.GetString(bytes.Value.Span);
    }

    private async Task<string?> TryOwnAsync(ObjectKey key, int owner, Barrier start)
    {
        start.SignalAndWait(Token);
        return await Store.PutIfAbsentAsync(key, Encoding.UTF8.GetBytes($"owner {owner}"), Token) ? $"owner {owner}" : null;
    }
}
