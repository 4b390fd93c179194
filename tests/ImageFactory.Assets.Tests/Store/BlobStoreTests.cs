using System.Security.Cryptography;
using ImageFactory.Assets.Store;
using ImageFactory.Formats.Extents;
using ImageFactory.Testing;

namespace ImageFactory.Assets.Tests.Store;

public sealed class BlobStoreTests : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 3_000_000).Select(value => (byte)(value * 7 >> 2))];

    private readonly TemporaryDirectory _directory = new();
    private readonly FileObjectStore _objects;
    private readonly BlobStore _blobs;

    public BlobStoreTests()
    {
        _objects = FileObjectStore.Open(_directory.Path);
        _blobs = Start(_objects);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _objects.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_blob_is_kept_under_its_digest()
    {
        var blob = await _blobs.PutAsync(new MemoryStream(Content), null, Token);

        Assert.Equal(new StoredBlob(Digest.OfBytes(Content), Content.Length), blob);
        Assert.Equal(blob.Digest, await ExtentMapHash.Sha256Async(blob.ToMap(), _blobs, Token));
        Assert.Equal(blob, await _blobs.FindAsync(blob.Digest, Token));
    }

    [Fact]
    public async Task Content_with_another_digest_than_expected_is_not_kept()
    {
        await Assert.ThrowsAsync<InvalidDataException>(
            () => _blobs.PutAsync(new MemoryStream(Content), Digest.OfBytes("other"u8), Token));

        Assert.Empty(await _objects.ListAsync(ObjectKind.Blob, string.Empty, null, 10, Token));
    }

    [Fact]
    public async Task A_blob_is_written_piece_by_piece()
    {
        await using var writer = await _blobs.CreateAsync(Token);
        await writer.WriteAsync(Content.AsMemory(0, 1000), Token);
        writer.Write(Content.AsSpan(1000));

        var blob = await writer.CompleteAsync(Token);

        Assert.Equal(Digest.OfBytes(Content), blob.Digest);
    }

    [Fact]
    public async Task A_writer_that_does_not_complete_leaves_nothing()
    {
        await using (var writer = await _blobs.CreateAsync(Token))
        {
            await writer.WriteAsync(Content, Token);
        }

        Assert.False(await _blobs.ContainsAsync(Digest.OfBytes(Content), Token));
        Assert.Empty(Directory.GetFiles(_directory.Combine("staging", "."), "1", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_missing_blob_is_not_found()
    {
        var missing = Digest.OfBytes("missing"u8);

        Assert.False(await _blobs.ContainsAsync(missing, Token));
        await Assert.ThrowsAsync<FileNotFoundException>(() => _blobs.OpenAsync(missing, Token).AsTask());
    }

    [Fact]
    public async Task A_sha512_is_not_found()
    {
        var digest = Digest.Parse("sha512:" + Convert.ToHexStringLower(SHA512.HashData(Content)));

        await Assert.ThrowsAsync<FileNotFoundException>(() => _blobs.OpenAsync(digest, Token).AsTask());
    }

    [Theory]
    [InlineData(0, 0xFF)]
    [InlineData(2_999_999, 0xFF)]
    public async Task A_blob_damaged_over_a_restart_is_deleted_and_missing(int offset, byte change)
    {
        var blob = await _blobs.PutBytesAsync(Content, Token);
        byte[] damaged = [.. Content];
        damaged[offset] ^= change;
        await File.WriteAllBytesAsync(PathOf(blob.Digest), damaged, Token);
        var restarted = Start(_objects);

        await Assert.ThrowsAsync<FileNotFoundException>(() => restarted.OpenAsync(blob.Digest, Token).AsTask());

        Assert.False(File.Exists(PathOf(blob.Digest)));
    }

    [Fact]
    public async Task A_blob_cut_short_over_a_restart_is_missing()
    {
        var blob = await _blobs.PutBytesAsync(Content, Token);
        await File.WriteAllBytesAsync(PathOf(blob.Digest), [], Token);

        Assert.False(await Start(_objects).ContainsAsync(blob.Digest, Token));
    }

    [Fact]
    public async Task A_damaged_blob_can_be_made_again()
    {
        var blob = await _blobs.PutBytesAsync(Content, Token);
        await File.WriteAllTextAsync(PathOf(blob.Digest), "damaged", Token);
        var restarted = Start(_objects);
        Assert.False(await restarted.ContainsAsync(blob.Digest, Token));

        await restarted.PutBytesAsync(Content, Token);

        Assert.Equal(blob.Digest, await ExtentMapHash.Sha256Async(blob.ToMap(), restarted, Token));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2_999_999)]
    public async Task A_blob_damaged_behind_our_back_is_deleted_and_missing(int offset)
    {
        var blob = await _blobs.PutBytesAsync(Content, Token);
        byte[] damaged = [.. Content];
        damaged[offset] ^= 1;
        await File.WriteAllBytesAsync(PathOf(blob.Digest), damaged, Token);

        Assert.False(await _blobs.ContainsAsync(blob.Digest, Token));

        Assert.False(File.Exists(PathOf(blob.Digest)));
    }

    [Fact]
    public async Task A_blob_cut_short_behind_our_back_is_missing()
    {
        var blob = await _blobs.PutBytesAsync(Content, Token);
        await File.WriteAllBytesAsync(PathOf(blob.Digest), Content[..1000], Token);

        await Assert.ThrowsAsync<FileNotFoundException>(() => _blobs.OpenAsync(blob.Digest, Token).AsTask());
    }

    [Fact]
    public async Task A_blob_replaced_by_the_same_content_is_verified_once_more()
    {
        var objects = new CountingStore(_objects);
        var blobs = Start(objects);
        var blob = await blobs.PutBytesAsync(Content, Token);
        await File.WriteAllBytesAsync(PathOf(blob.Digest), Content, Token);

        Assert.Equal(blob, await blobs.FindAsync(blob.Digest, Token));
        Assert.Equal(blob, await blobs.FindAsync(blob.Digest, Token));

        Assert.Equal(1, objects.Opened);
    }

    [Fact]
    public async Task What_was_cut_short_while_it_is_read_breaks_off()
    {
        var blob = await _blobs.PutBytesAsync(Content, Token);
        await using var stream = new ExtentStream(blob.ToMap(), _blobs);
        var buffer = new byte[Content.Length];
        await stream.ReadExactlyAsync(buffer.AsMemory(0, 1000), Token);

        await Tool.RunAsync("truncate", "--size=2000", PathOf(blob.Digest));

        await Assert.ThrowsAsync<InvalidDataException>(() => stream.ReadExactlyAsync(buffer.AsMemory(1000), Token).AsTask());
    }

    [Fact]
    public async Task An_evicted_blob_is_missing_without_a_restart()
    {
        var blob = await _blobs.PutBytesAsync(Content, Token);
        await _objects.DeleteAsync(ObjectKey.OfBlob(blob.Digest), Token);

        Assert.False(await _blobs.ContainsAsync(blob.Digest, Token));
        await Assert.ThrowsAsync<FileNotFoundException>(() => _blobs.OpenAsync(blob.Digest, Token).AsTask());
    }

    [Fact]
    public async Task A_blob_is_read_whole_once_after_a_restart()
    {
        var objects = new CountingStore(_objects);
        var blob = await _blobs.PutBytesAsync(Content, Token);
        var restarted = Start(objects);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => restarted.ContainsAsync(blob.Digest, Token), Token)));

        Assert.Equal(1, objects.Opened);
    }

    [Fact]
    public async Task Who_gives_up_does_not_spoil_the_check_for_others()
    {
        var blob = await _blobs.PutBytesAsync(Content, Token);
        var restarted = Start(_objects);
        using var gaveUp = new CancellationTokenSource();
        await gaveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => restarted.ContainsAsync(blob.Digest, gaveUp.Token));

        Assert.True(await restarted.ContainsAsync(blob.Digest, Token));
    }

    [Fact]
    public async Task Sha256sum_agrees_with_the_name()
    {
        var blob = await _blobs.PutBytesAsync(Content, Token);

        var output = await Tool.RunAsync("sha256sum", PathOf(blob.Digest));

        Assert.StartsWith(blob.Digest.Hex, output, StringComparison.Ordinal);
    }

    private static BlobStore Start(IObjectStore objects) => new(new BoundedObjectStore(objects, budget: null, TimeProvider.System));

    private string PathOf(Digest digest) => _directory.Combine("blobs", "sha256", digest.Hex);
}
