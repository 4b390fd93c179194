using ImageFactory.Assets.Store;
using ImageFactory.Testing;

namespace ImageFactory.Assets.Tests.Store;

public sealed class FileObjectStoreTests : ObjectStoreContract, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FileObjectStore _store;

    public FileObjectStoreTests() => _store = FileObjectStore.Open(_directory.Path);

    private protected override IObjectStore Store => _store;

    public void Dispose()
    {
        _store.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_blob_lies_where_an_image_layout_has_it()
    {
        await Store.PutAsync(new ObjectKey(ObjectKind.Blob, Key.Hex), "content"u8.ToArray(), Token);

        Assert.Equal("content", await File.ReadAllTextAsync(_directory.Combine("blobs", "sha256", Key.Hex), Token));
    }

    [Fact]
    public async Task Objects_outlive_the_store()
    {
        await Store.PutAsync(Key, "content"u8.ToArray(), Token);
        _store.Dispose();

        using var again = FileObjectStore.Open(_directory.Path);

        Assert.Equal(7, (await again.StatAsync(Key, Token))?.Length);
    }

    [Fact]
    public void What_a_killed_process_left_is_removed_at_the_start()
    {
        Directory.CreateDirectory(_directory.Combine("staging", "killed"));
        File.WriteAllText(_directory.Combine("staging", "killed", "1"), "half");
        File.WriteAllText(_directory.Combine("staging", "killed.lock"), string.Empty);

        using var store = FileObjectStore.Open(_directory.Path);

        Assert.DoesNotContain(FilesInStaging(), path => path.Contains("killed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_living_process_writes_is_left_alone()
    {
        await using var staged = await Store.StageAsync(Token);
        await staged.Content.WriteAsync("content"u8.ToArray(), Token);

        using var other = FileObjectStore.Open(_directory.Path);
        await staged.PutAsync(Key, Token);

        Assert.Equal(7, (await other.StatAsync(Key, Token))?.Length);
    }

    [Fact]
    public async Task Nothing_unfinished_remains_after_a_put()
    {
        await Store.PutAsync(Key, "content"u8.ToArray(), Token);
        await Store.PutIfAbsentAsync(Key, "content"u8.ToArray(), Token);
        await Assert.ThrowsAsync<IOException>(() => Store.PutAsync(Key, new BrokenStream(500_000), Token));

        Assert.All(FilesInStaging(), path => Assert.EndsWith(".lock", path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_fault_of_the_disk_is_an_io_exception_and_leaves_nothing()
    {
        Directory.Delete(_directory.Combine("recipes"));
        await File.WriteAllTextAsync(_directory.Combine("recipes"), "not a directory", Token);

        await Assert.ThrowsAnyAsync<IOException>(() => Store.PutAsync(Key, "content"u8.ToArray(), Token));
        await Assert.ThrowsAnyAsync<IOException>(() => Store.PutIfAbsentAsync(Key, "content"u8.ToArray(), Token));

        Assert.All(FilesInStaging(), path => Assert.EndsWith(".lock", path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_disk_that_takes_no_files_is_an_io_exception_and_leaves_nothing()
    {
        var staging = Assert.Single(Directory.GetDirectories(_directory.Combine("staging")));
        Directory.Delete(staging);
        await File.WriteAllTextAsync(staging, "no room for files", Token);

        await Assert.ThrowsAnyAsync<IOException>(() => Store.PutAsync(Key, "content"u8.ToArray(), Token));

        File.Delete(staging);
        Assert.Null(await Store.StatAsync(Key, Token));
    }

    [Fact]
    public async Task Files_of_others_are_not_listed()
    {
        await File.WriteAllTextAsync(_directory.Combine("recipes", "README"), "mine", Token);
        Directory.CreateDirectory(_directory.Combine("recipes", new string('b', 64)));

        Assert.Empty(await Store.ListAsync(ObjectKind.Recipe, string.Empty, null, 10, Token));
    }

    [Fact]
    public async Task A_change_of_the_content_is_another_version()
    {
        await Store.PutAsync(Key, "content"u8.ToArray(), Token);
        var before = await Store.StatAsync(Key, Token);

        await File.WriteAllTextAsync(_directory.Combine("recipes", Key.Hex), "CONTENT", Token);

        Assert.NotEqual(before?.Version, (await Store.StatAsync(Key, Token))?.Version);
    }

    [Fact]
    public async Task A_copy_that_claims_the_same_time_is_another_version()
    {
        await Store.PutAsync(Key, "content"u8.ToArray(), Token);
        var before = await Store.StatAsync(Key, Token);
        var path = _directory.Combine("recipes", Key.Hex);

        await Tool.RunAsync("cp", "--preserve=all", path, path + ".copy");
        await Tool.RunAsync("mv", path + ".copy", path);

        Assert.NotEqual(before?.Version, (await Store.StatAsync(Key, Token))?.Version);
    }

    private string[] FilesInStaging() => Directory.GetFiles(_directory.Combine("staging"), "*", SearchOption.AllDirectories);
}
